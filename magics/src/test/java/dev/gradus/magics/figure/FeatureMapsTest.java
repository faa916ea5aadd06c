package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.magics.MagicsException;
import org.junit.jupiter.api.Test;

class FeatureMapsTest {
  private static final Model MODEL =
      Model.sequential(Shape.of(1, 5, 5), conv2d(2, 3), flatten(), dense(2));

  @Test
  void tableEqualsTheEngine() {
    var image = Tensor.rand(1, 5, 5);
    var expected = MODEL.forward(image.reshape(1, 1, 5, 5), "conv2d_1").toArray();
    var table = FeatureMaps.of(MODEL, image, "conv2d_1").data();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], table.doubleColumn("value").getDouble(i));
    }
  }

  @Test
  void layersWithoutMapsAreSaid() {
    var e =
        assertThrows(
            MagicsException.class, () -> FeatureMaps.of(MODEL, Tensor.rand(1, 5, 5), "dense_1"));
    assertTrue(String.valueOf(e.getMessage()).endsWith("Layers with maps: conv2d_1."));
  }
}
