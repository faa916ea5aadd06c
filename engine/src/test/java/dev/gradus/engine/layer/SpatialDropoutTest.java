package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class SpatialDropoutTest {
  @Test
  void contract() {
    LayerContract.check(new SpatialDropout(0.5), Shape.of(3, 4, 2), Shape.of(3, 4, 2));
    LayerContract.check(new SpatialDropout(0), Shape.of(3, 4), Shape.of(3, 4));
    assertEquals("spatialDropout(0.5)", new SpatialDropout(0.5).describe());
  }

  @Test
  void dropsWholeChannelsAndKeepsTheMean() {
    var model = Model.input(2000, 2, 2).spatialDropout(0.25);
    var y =
        Context.seeded(3)
            .training(true)
            .call(() -> model.forward(Tensor.ones(1, 2000, 2, 2)).toArray());
    int dropped = 0;
    for (int c = 0; c < 2000; c++) {
      float first = y[4 * c];
      assertArrayEquals(
          new float[] {first, first, first},
          new float[] {y[4 * c + 1], y[4 * c + 2], y[4 * c + 3]});
      assertEquals(first == 0 ? 0 : 1 / 0.75f, first, 1e-6f);
      dropped += first == 0 ? 1 : 0;
    }
    assertEquals(0.25, dropped / 2000.0, 0.03);
  }

  @Test
  void theMaskIsTheSameOnEveryDevice() {
    var model = Model.input(33, 5).spatialDropout(0.4);
    float[][] results = new float[2][];
    Device[] devices = {Device.cpu(), Device.reference()};
    for (int i = 0; i < 2; i++) {
      results[i] =
          Context.seeded(8)
              .training(true)
              .on(devices[i])
              .call(() -> model.forward(Tensor.ones(2, 33, 5)).toArray());
    }
    assertArrayEquals(results[1], results[0], 1e-6f);
  }

  @Test
  void changesNothingInInference() {
    var x = Context.seeded(3).call(() -> Tensor.randn(4, 5, 6));
    assertArrayEquals(x.toArray(), Model.input(5, 6).spatialDropout(0.5).predict(x).toArray());
  }

  @Test
  void refusesRowsAndImpossibleRates() {
    assertThrows(ShapeException.class, () -> Model.input(5).spatialDropout(0.5));
    assertThrows(GradusException.class, () -> new SpatialDropout(1));
  }
}
