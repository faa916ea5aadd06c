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

  @Test
  void manyMapsAreSampledAndBrokenOnesSaid() {
    var model = Model.sequential(Shape.of(1, 5, 5), conv2d(1000, 3), flatten(), dense(2));
    var figure = FeatureMaps.of(model, Tensor.rand(1, 5, 5), "conv2d_1");
    assertTrue(figure.facts().endsWith("Shown: 64 of them, spread evenly; data() has all."));
    assertTrue(figure.svg().contains("64 sampled from 1000 maps"));
    var weight = MODEL.layer("conv2d_1").parameter("weight");
    var before = weight.toArray();
    weight.set(Float.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    var facts = FeatureMaps.of(MODEL, Tensor.rand(1, 5, 5), "conv2d_1").facts();
    weight.set(before);
    assertTrue(facts.endsWith("9 numbers are not finite (yellow): training has diverged."), facts);
  }
}
