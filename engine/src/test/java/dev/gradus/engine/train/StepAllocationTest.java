package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.bidirectional;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.masking;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.simpleRnn;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.LayerSpec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// A whole training step, from gathering the batch to the optimiser, allocates almost nothing once
/// the compiler has seen it.
@EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
class StepAllocationTest {
  private static final long LIMIT = 600;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Dataset images(int n) {
    var inputs = new float[n * 1024];
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 10;
      inputs[i * 1024 + 100 * labels[i]] = 1;
    }
    return Dataset.of(Shape.of(1, 32, 32), inputs, labels, 10);
  }

  /// Stops the training as soon as a step was cheap.
  private static final class Meter implements TrainingListener {
    private final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long end = System.nanoTime() + PATIENCE.toNanos();
    private long last;
    private long best = Long.MAX_VALUE;

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof TrainingEvent.StepDone) {
        long now = bean.getThreadAllocatedBytes(Thread.currentThread().threadId());
        best = Math.min(best, last == 0 ? best : now - last);
        if (best < LIMIT || System.nanoTime() > end) {
          throw new CancellationException();
        }
        last = bean.getThreadAllocatedBytes(Thread.currentThread().threadId());
      }
    }
  }

  private static long cheapest(Optimizer optimizer) {
    return cheapest(optimizer, t -> t);
  }

  private static long cheapest(Optimizer optimizer, UnaryOperator<Trainer> more) {
    var lenet =
        Model.sequential(
                Shape.of(1, 32, 32),
                conv2d(6, 5),
                relu(),
                maxPool2d(2),
                conv2d(16, 5),
                relu(),
                maxPool2d(2),
                conv2d(120, 5),
                relu(),
                flatten(),
                dense(84),
                relu(),
                dropout(0.1),
                dense(10))
            .on(Device.cpu(1));
    return cheapest(lenet, images(32), optimizer, more);
  }

  private static long cheapest(
      Model model, Dataset data, Optimizer optimizer, UnaryOperator<Trainer> more) {
    var meter = new Meter();
    try {
      more.apply(
              model.train(data).optimizer(optimizer).batchSize(4).epochs(1_000_000).listener(meter))
          .run();
    } catch (CancellationException e) {
      return meter.best;
    }
    throw new AssertionError("the training ended");
  }

  @Test
  void stepWithAdamAllocatesAlmostNothing() {
    long bytes = cheapest(new Adam(1e-3));
    assertTrue(bytes < LIMIT, bytes + " bytes in a step");
  }

  @Test
  void stepWithMomentumAllocatesAlmostNothing() {
    long bytes = cheapest(new Sgd(1e-3).momentum(0.9));
    assertTrue(bytes < LIMIT, bytes + " bytes in a step");
  }

  @Test
  void stepWithClippingAndScheduleAllocatesAlmostNothing() {
    long bytes =
        cheapest(
            new Adam(1e-3),
            t ->
                t.clipNorm(1)
                    .clipValue(0.1)
                    .schedule((base, step, epoch) -> base / (1 + 1e-3 * epoch))
                    .regularizer(new Doubles.Squares(1e-4))
                    .learningRate("dense", 0.5));
    assertTrue(bytes < LIMIT, bytes + " bytes in a step");
  }

  @Test
  void stepOfRecurrentLayersAllocatesAlmostNothing() {
    for (var layer :
        new LayerSpec[] {
          simpleRnn(20),
          lstm(20).stateful(),
          gru(20),
          gru(20).resetBefore(),
          bidirectional(lstm(12).returnSequences())
        }) {
      var model =
          Model.sequential(Shape.of(32, 32), masking(0.5), layer, flatten(), dense(10))
              .on(Device.cpu(1));
      long bytes = cheapest(model, images(32).reshape(32, 32), new Adam(1e-3), t -> t);
      assertTrue(bytes < LIMIT, layer.describe() + ": " + bytes + " bytes in a step");
    }
  }
}
