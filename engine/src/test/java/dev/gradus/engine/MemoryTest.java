package dev.gradus.engine;

import static dev.gradus.engine.Layers.lambda;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.Optimizer;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static Model lenet() {
    return Model.input(1, 32, 32)
        .conv2d(6, 5)
        .relu()
        .maxPool2d(2)
        .conv2d(16, 5)
        .relu()
        .maxPool2d(2)
        .flatten()
        .dense(120)
        .relu()
        .dense(84)
        .relu()
        .dense(10);
  }

  @Test
  @Covers("H06")
  void parametersAndOptimizerOfLenet() {
    var model = lenet();
    var adam = model.memory(64);
    assertEquals(246_824, adam.parameters());
    assertEquals(246_824, adam.gradients());
    assertEquals(2 * 246_824, adam.optimizer());
    assertEquals(246_824, model.memory(64, Optimizers.sgd(0.1).momentum(0.9)).optimizer());
    assertEquals(0, model.memory(64, Optimizers.sgd(0.1)).optimizer());
    assertEquals(
        adam.parameters() + adam.gradients() + adam.kept() + adam.optimizer() + adam.activations(),
        adam.total());
    assertTrue(adam.toString().contains("246,824 bytes"), adam.toString());
    assertThrows(GradusException.class, () -> model.memory(0));
  }

  @Test
  void allocatesNoWeights() {
    var model = Model.input(30_000).dense(30_000).relu().dense(30_000);
    assertEquals(2 * (30_000L * 30_000 + 30_000) * 4, model.memory(8).parameters());
    assertFalse(model.parameters().isMaterialised());
  }

  @Test
  void growsWithTheBatchAndShrinksWithFrozenLayers() {
    var model = lenet();
    long one = model.memory(32).activations();
    long two = model.memory(64).activations();
    assertEquals(2.0, (double) two / one, 0.02);
    model.freeze("conv2d_1", "conv2d_2", "dense_1");
    assertTrue(model.memory(64).activations() < 0.8 * two);
    assertEquals(2 * 4 * (10_164 + 850), model.memory(64).optimizer());
  }

  @Test
  void aModelThatReadsValuesIsNotKnown() {
    var model = Model.input(3).then(lambda("look", x -> x.mul(x.toArray()[0]))).dense(2);
    assertThrows(GradusException.class, () -> model.memory(4));
  }

  /// The heap in use grows by what was predicted when a run with one batch size has been made and
  /// is still held by the model.
  @Test
  @Covers("H06")
  void isNearWhatIsMeasured() {
    measure(lenet(), Optimizers.adam(1e-3), 512);
    measure(
        Model.input(1, 32, 32).flatten().dense(2000).relu().dense(1000).relu().dense(10),
        Optimizers.adam(1e-3),
        64);
  }

  private static void measure(Model model, Optimizer optimizer, int batch) {
    var data = Dataset.of(Shape.of(1, 32, 32), new float[batch * 1024], new int[batch], 10);
    lenet().train(data.take(8)).epochs(1).batchSize(8).run(); // loads classes and starts threads
    long before = used();
    var held = new long[1];
    model
        .train(data)
        .optimizer(optimizer)
        .batchSize(batch)
        .epochs(1)
        .listener(event -> {
          if (event instanceof dev.gradus.engine.train.TrainingEvent.StepDone) {
            held[0] = used() - before;
          }
        })
        .run();
    double ratio = (double) model.memory(batch, optimizer).total() / held[0];
    assertTrue(ratio > 0.8 && ratio < 1.2, "predicted / measured = " + ratio);
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
