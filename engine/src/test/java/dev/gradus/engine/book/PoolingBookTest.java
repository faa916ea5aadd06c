package dev.gradus.engine.book;

import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.random.Philox;
import org.junit.jupiter.api.Test;

/// What the texts say about pooling layers.
class PoolingBookTest {
  @Test
  @Covers("B10")
  void twoByTwoKeepsAQuarterOfThePixels() {
    assertEquals(Shape.of(3, 12, 12), Model.input(3, 24, 24).maxPool2d(2).outputShape());
    assertEquals(Shape.of(3, 16, 16), Model.input(3, 32, 32).maxPool2d(2).outputShape());
    int before = Model.input(3, 24, 24).inputShape().size();
    int after = Model.input(3, 24, 24).maxPool2d(2).outputShape().size();
    assertEquals(0.75, 1 - (double) after / before, 1e-12);
    var x = Tensor.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4).requiresGrad();
    var y = x.maxPool2d(2);
    y.sum().backward();
    assertEquals(4, y.item());
    assertArrayEquals(new float[] {0, 0, 0, 1}, x.grad().toArray());
  }

  @Test
  @Covers("B12")
  void averagePoolingSharesTheGradient() {
    var x = Tensor.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4).requiresGrad();
    var y = x.avgPool2d(2);
    y.sum().backward();
    assertEquals(2.5f, y.item());
    assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, x.grad().toArray());
  }

  @Test
  @Covers("B14")
  void partialWindowsCountInCeilMode() {
    assertEquals(Shape.of(1, 3, 3), Model.input(1, 7, 7).maxPool2d(2).outputShape());
    var ceil = Model.input(1, 7, 7).then(new MaxPool2d(2).ceilMode());
    assertEquals(Shape.of(1, 4, 4), ceil.outputShape());
    // a diagonal stays a diagonal
    var diagonal = new float[49];
    for (int i = 0; i < 7; i++) {
      diagonal[8 * i] = 1;
    }
    var pooled = ceil.predict(Tensor.of(Shape.of(1, 1, 7, 7), diagonal));
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        assertEquals(i == j ? 1 : 0, pooled.get(0, 0, i, j));
      }
    }
  }

  @Test
  @Covers("B15")
  void poolingHasNothingToTrain() {
    var summary =
        Model.input(1, 32, 32).conv2d(6, 5).maxPool2d(2).conv2d(16, 5).avgPool2d(2).summary();
    assertEquals(0, summary.row("maxPool2d_1").parameters());
    assertEquals(0, summary.row("avgPool2d_1").parameters());
    assertEquals(0, Model.input(4, 6, 6).lpPool2d(2).globalMaxPool2d().parameters().size());
  }

  /// Horizontal against vertical bars, anywhere in the image.
  private static Dataset bars(int n, long seed) {
    var random = new Philox(seed, 0);
    var images = new float[n * 100];
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(2);
      int line = random.nextInt(10);
      int start = random.nextInt(5);
      for (int k = start; k < start + 6; k++) {
        images[i * 100 + (labels[i] == 0 ? line * 10 + k : k * 10 + line)] = 1;
      }
    }
    return Dataset.of(Shape.of(1, 10, 10), images, labels, 2);
  }

  @Test
  @Covers("B13")
  void oneMapForEachClassReplacesTheLastLayer() {
    var full = Model.input(36, 7, 7).flatten().dense(10);
    assertEquals(7 * 7 * 36 * 10 + 10, full.summary().totalParameters());
    assertEquals(0, Model.input(10, 7, 7).globalAvgPool2d().summary().totalParameters());
    var net = Model.input(1, 10, 10).conv2d(8, 3).relu().conv2d(2, 3).globalAvgPool2d().seed(1);
    net.train(bars(600, 1)).optimizer(adam(1e-2)).batchSize(50).epochs(8).run();
    double accuracy = net.evaluate(bars(300, 2)).accuracy();
    assertTrue(accuracy > 0.95, "accuracy " + accuracy);
  }
}
