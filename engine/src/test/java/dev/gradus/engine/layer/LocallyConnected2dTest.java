package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class LocallyConnected2dTest {
  @Test
  void contract() {
    LayerContract.check(new LocallyConnected2d(3, 3), Shape.of(2, 6, 7), Shape.of(3, 4, 5));
    LayerContract.check(new LocallyConnected2d(2, 2).same(), Shape.of(1, 5, 4), Shape.of(2, 5, 4));
    LayerContract.check(
        new LocallyConnected2d(2, 3).stride(2).padding(1), Shape.of(1, 7, 7), Shape.of(2, 4, 4));
    LayerContract.check(
        new LocallyConnected2d(1, 3).kernel(1, 2).initializer(Initializer.lecun()),
        Shape.of(1, 3, 3),
        Shape.of(1, 3, 2));
  }

  @Test
  @Covers("B31")
  void everyPlaceHasItsOwnFilter() {
    var own = Model.input(1, 28, 28).locallyConnected2d(1, 5);
    assertEquals(Shape.of(1, 24, 24), own.outputShape());
    assertEquals(576 * 26, own.summary().totalParameters());
    assertEquals(14_976, own.summary().totalParameters());
    assertEquals(26, Model.input(1, 28, 28).conv2d(1, 5).summary().totalParameters());
  }

  @Test
  void aWeightCountsInOnePlaceOnly() {
    var model = Model.input(1, 3, 3).locallyConnected2d(1, 2);
    var w = new float[16];
    w[2] = 5; // filter 0, kernel (0, 0), place (1, 0)
    model.layer("locallyConnected2d_1").parameter("weight").set(w);
    model.layer("locallyConnected2d_1").parameter("bias").set(0, 0, 0, 1);
    var y = model.predict(Tensor.of(Shape.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertEquals(0, y.get(0, 0, 0, 0));
    assertEquals(20, y.get(0, 0, 1, 0));
    assertEquals(1, y.get(0, 0, 1, 1));
  }

  /// Glorot's limit is that of one 5x5 filter, not of all of them together.
  @Test
  void weightsAreDrawnForTheFanOfOneFilter() {
    var model = Model.input(2, 16, 16).locallyConnected2d(3, 5).seed(1);
    float largest = 0;
    for (float v : model.layer("locallyConnected2d_1").parameter("weight").toArray()) {
      largest = Math.max(largest, Math.abs(v));
    }
    assertEquals(Math.sqrt(6.0 / (2 * 25 + 3 * 25)), largest, 1e-3);
  }

  @Test
  void refusesDilation() {
    assertThrows(
        GradusException.class,
        () -> new LocallyConnected2d(1, ConvWindow.of(3, 3).dilated(2), null));
  }
}
