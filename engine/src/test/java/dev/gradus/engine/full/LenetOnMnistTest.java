package dev.gradus.engine.full;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Summary;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.layer.Initializer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// LeNet-5 on the whole of MNIST: three epochs of Adam 1e-3 in batches of 64 must reach 98.3 % on
/// the test images, averaged over nine seeds. One seed lies 0.2 points around the mean, so three of
/// them do so by 0.12 and would tell less; their means are printed too.
@Tag("full")
class LenetOnMnistTest {
  private static final int SEEDS = 9;

  private static Model lenet(long seed) {
    return Model.sequential(
            Shape.of(1, 32, 32),
            conv2d(6, 5).initializer(Initializer.he()),
            relu(),
            maxPool2d(2),
            conv2d(16, 5).initializer(Initializer.he()),
            relu(),
            maxPool2d(2),
            conv2d(120, 5).initializer(Initializer.he()),
            relu(),
            flatten(),
            dense(84).initializer(Initializer.he()),
            relu(),
            dense(10).initializer(Initializer.he()))
        .seed(seed);
  }

  @Test
  void reachesTheAccuracyOfTheReference() {
    var folder = System.getenv("GRADUS_DATA");
    Assumptions.assumeTrue(folder != null && !folder.isBlank(), "GRADUS_DATA is not set");
    var mnist = Datasets.mnist();
    var train = mnist.train().pad(2);
    var test = mnist.test().pad(2);
    assertEquals(60_000, train.size());
    assertEquals(10_000, test.size());
    double sum = 0;
    double three = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      var model = lenet(seed);
      assertEquals(
          List.of(156L, 2_416L, 48_120L, 10_164L, 850L),
          model.summary().rows().stream().map(Summary.Row::parameters).filter(p -> p > 0).toList());
      var history = model.train(train).optimizer(adam(1e-3)).batchSize(64).epochs(3).run();
      var result = model.evaluate(test);
      sum += result.accuracy();
      three += result.accuracy();
      double seconds = history.epochs().stream().mapToDouble(e -> e.seconds()).average().orElse(0);
      System.out.printf(
          Locale.ROOT,
          "LeNet on MNIST, seed %d: test accuracy %.2f %%, loss %.4f, %.2f s an epoch on %s%n",
          seed,
          100 * result.accuracy(),
          result.loss(),
          seconds,
          model.device());
      if (seed % 3 == 0) {
        System.out.printf(
            Locale.ROOT,
            "LeNet on MNIST, mean of seeds %d to %d: %.2f %%%n",
            seed - 2,
            seed,
            100 * three / 3);
        three = 0;
      }
    }
    System.out.printf(
        Locale.ROOT, "LeNet on MNIST, mean of %d seeds: %.2f %%%n", SEEDS, 100 * sum / SEEDS);
    assertTrue(sum / SEEDS >= 0.983, "mean accuracy " + sum / SEEDS);
  }
}
