package dev.gradus.engine;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.repeat;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.engine.layer.LayerSpec;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Building and describing a model costs memory in proportion to its layers, however they are
/// nested: each is recorded once to build it and once to describe it.
class SummaryAllocationTest {
  private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What a piece of work allocates at the second time, in bytes.
  private static long allocated(Supplier<?> work) {
    long thread = Thread.currentThread().threadId();
    assertNotNull(work.get());
    long before = BEAN.getThreadAllocatedBytes(thread);
    assertNotNull(work.get());
    return BEAN.getThreadAllocatedBytes(thread) - before;
  }

  private static Model repeated(int times) {
    return Model.sequential(Shape.of(4), repeat(times, dense(4), relu()));
  }

  @Test
  void aSummaryOfTwoThousandLayersTakesAFewMegabytes() {
    var model = repeated(1000);
    assertEquals(2000, model.summary().row("repeat_1").inside().size());
    long bytes = allocated(model::summary);
    assertTrue(bytes < 8_000_000, "allocated " + bytes);
  }

  @Test
  void fourTimesTheLayersTakeFourTimesTheMemory() {
    long few = allocated(repeated(250)::summary);
    long many = allocated(repeated(1000)::summary);
    assertTrue(many < 5 * few, few + " and " + many);
    few = allocated(() -> repeated(250));
    many = allocated(() -> repeated(1000));
    assertTrue(many < 5 * few, few + " and " + many);
  }

  private static LayerSpec nested(int depth) {
    LayerSpec block = dense(4);
    for (int i = 0; i < depth; i++) {
      block = i % 2 == 0 ? residual(dense(4), block) : sequential(block, relu());
    }
    return block;
  }

  /// Layers within layers are not recorded again at every level: that would take 16 times as much
  /// for 4 times the depth. Their paths grow with the depth, which is the part beyond 4.
  @Test
  void nestingDoesNotRepeatTheRecording() {
    long flat = allocated(() -> Model.sequential(Shape.of(4), nested(16)));
    long deep = allocated(() -> Model.sequential(Shape.of(4), nested(64)));
    assertTrue(deep < 8 * flat, flat + " and " + deep);
  }
}
