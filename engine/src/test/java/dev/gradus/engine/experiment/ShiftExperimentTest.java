package dev.gradus.engine.experiment;

import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.data.Datasets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Trained on digits in the middle, tested on digits moved by some pixels.
class ShiftExperimentTest {
  private static final int[][] DIRECTIONS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};

  /// Accuracy over the four directions.
  private static double moved(Model model, Dataset data, int pixels) {
    if (pixels == 0) {
      return model.evaluate(data).accuracy();
    }
    double sum = 0;
    for (var d : DIRECTIONS) {
      sum += model.evaluate(data.shift(d[0] * pixels, d[1] * pixels)).accuracy() / 4;
    }
    return sum;
  }

  /// Only moves are tried: neither net is told what a turned digit is.
  private static void compare(DatasetPair digits, int epochs) {
    var data = digits.pad(4);
    var dense = Model.input(1, 36, 36).flatten().dense(100).relu().dense(10).seed(1);
    var convolved =
        Model.input(1, 36, 36)
            .conv2d(8, 5)
            .relu()
            .maxPool2d(2)
            .conv2d(16, 5)
            .relu()
            .maxPool2d(2)
            .flatten()
            .dense(10)
            .seed(1);
    for (var model : new Model[] {dense, convolved}) {
      model.train(data.train()).optimizer(adam(2e-3)).batchSize(32).epochs(epochs).run();
    }
    for (int pixels : new int[] {0, 1, 2, 3, 4}) {
      double a = moved(dense, data.test(), pixels);
      double b = moved(convolved, data.test(), pixels);
      Measured.print("moved by %d pixels: dense layers %.3f, convolutions %.3f", pixels, a, b);
      if (pixels >= 2) {
        double lostA = moved(dense, data.test(), 0) - a;
        double lostB = moved(convolved, data.test(), 0) - b;
        assertTrue(lostB < lostA, pixels + " pixels: lost " + lostA + " and " + lostB);
      }
    }
  }

  @Test
  @Covers("B38")
  void convolutionsLoseLessThanDenseLayers() {
    compare(Datasets.digits(1500, 400, 1), 6);
  }

  @Test
  @Tag("full")
  @Covers("B38")
  void convolutionsLoseLessThanDenseLayersOnMnist() {
    compare(Measured.mnist(6_000, 2_000), 8);
  }
}
