package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.lambda;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// A layer written in a cell trains from plans, bit for bit as the built-in one.
class LambdaTrainingTest {
  private static final long LIMIT = 64 * 1024;

  /// A dense layer of one's own.
  private record Mine(int units) implements LayerSpec {
    @Override
    public Layer build(Shape input, Initializers init) {
      var w = init.kernel("weight", null, input.last(), units);
      var b = init.zeros("bias", units);
      return Layer.of(x -> x.linear(w, b), w, b);
    }
  }

  private static Dataset images() {
    int n = 64;
    var inputs = Context.seeded(4).call(() -> Tensor.rand(n, 1, 12, 12)).toArray();
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 10;
      inputs[i * 144 + 13 * labels[i]] += 2;
    }
    return Dataset.of(Shape.of(1, 12, 12), inputs, labels, 10);
  }

  private static Model model(LayerSpec rectifier, LayerSpec first) {
    return Model.sequential(
            Shape.of(1, 12, 12),
            conv2d(6, 3),
            relu(),
            maxPool2d(2),
            flatten(),
            first,
            rectifier,
            dense(10))
        .seed(6)
        .on(Device.cpu(1));
  }

  private static Model builtIn() {
    return model(relu(), dense(32));
  }

  private static Model own() {
    return model(lambda("own", x -> x.relu()), new Mine(32));
  }

  /// He or Glorot depends on what follows; a lambda is no known rectifier, so the numbers are
  /// copied.
  private static Model ownWithTheSameWeights() {
    var model = own();
    model.parameters().restore(builtIn().parameters().snapshot());
    return model;
  }

  @Test
  void stepsAreTheSameBitForBit() {
    var a = builtIn();
    var b = ownWithTheSameWeights();
    assertTrue(a.replayable());
    assertFalse(b.replayable());
    var first = a.train(images()).epochs(4).batchSize(16).run();
    var second = b.train(images()).epochs(4).batchSize(16).run();
    assertArrayEquals(first.stepLosses(), second.stepLosses());
    assertArrayEquals(a.parameters().snapshot(), b.parameters().snapshot());
  }

  @Test
  void isPlannedAndTheSamePlanServesEveryStep() {
    var model = own();
    var shape = Shape.of(8, 1, 12, 12);
    var loss = new CrossEntropy();
    var once = model.programs().train(shape, Shape.of(8), loss);
    assertEquals("PlannedProgram", once.getClass().getSimpleName());
    assertSame(once, model.programs().train(shape, Shape.of(8), loss));
  }

  /// Recording tens of operations anew takes some tens of kilobytes a step; operation by operation
  /// it would be the megabytes of all results and gradients.
  @Test
  @EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
  void aStepAllocatesLittle() {
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    var least = new long[] {Long.MAX_VALUE, 0};
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); // for the compiler to see it
    var run =
        own()
            .train(images())
            .epochs(1_000_000)
            .batchSize(4)
            .listener(event -> {
              if (event instanceof TrainingEvent.StepDone) {
                long now = bean.getThreadAllocatedBytes(thread);
                least[0] = least[1] == 0 ? least[0] : Math.min(least[0], now - least[1]);
                least[1] = now;
                if (least[0] < LIMIT || System.nanoTime() > end) {
                  throw new CancellationException();
                }
              }
            });
    assertThrows(CancellationException.class, run::run);
    assertTrue(least[0] < LIMIT, least[0] + " bytes in a step");
  }
}
