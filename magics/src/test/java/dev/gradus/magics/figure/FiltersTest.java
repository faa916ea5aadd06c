package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.magics.MagicsException;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class FiltersTest {
  private static Model model() {
    return Model.sequential(
        Shape.of(1, 6, 6), conv2d(2, 2), relu(), conv2d(3, 2), flatten(), dense(2));
  }

  /// Colours of a picture in the middle of its enlarged pixels.
  static boolean contains(BufferedImage image, int rgb) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) == rgb) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void tilesHaveTheColoursOfTheWeights() {
    var model = model();
    model.layer("conv2d_1").parameter("weight").set(1, -1, 0.5f, -0.25f, 0, 0.1f, 0.2f, -0.3f);
    var image = Filters.of(model, "conv2d_1").image();
    for (double w : new double[] {1, -1, 0.5, -0.25, 0, 0.1, 0.2, -0.3}) {
      assertTrue(contains(image, Colors.diverging(w, 1)), "weight " + w);
    }
  }

  @Test
  void tableEqualsTheWeights() {
    var model = model();
    var weights = model.layer("conv2d_2").parameter("weight").toArray();
    var table = Filters.of(model, "conv2d_2").data();
    assertEquals(weights.length, table.rowCount());
    for (int i = 0; i < weights.length; i++) {
      assertEquals(weights[i], table.doubleColumn("weight").getDouble(i));
    }
    assertEquals(2, table.intColumn("filter").get(weights.length - 1));
    assertEquals(1, table.intColumn("channel").get(weights.length - 1));
  }

  @Test
  void brokenWeightsAreSaid() {
    var model = model();
    model.layer("conv2d_1").parameter("weight").set(Float.NaN, 1, 1, 1, 1, 1, 1, 1);
    assertTrue(Filters.of(model, "conv2d_1").facts().contains("1 weights are no finite"));
  }

  @Test
  void layersWithFiltersAreListed() {
    var e = assertThrows(MagicsException.class, () -> Filters.of(model(), "relu_1"));
    assertEquals(
        "relu_1 (relu) has no filters. Layers with filters: conv2d_1, conv2d_2.", e.getMessage());
    var near = assertThrows(MagicsException.class, () -> Filters.of(model(), "conv2d1"));
    assertTrue(String.valueOf(near.getMessage()).contains("did you mean conv2d_1?"));
  }

  @Test
  void manyFiltersAreSampledAndSaid() {
    var model = Model.sequential(Shape.of(1, 6, 6), conv2d(1000, 3), flatten(), dense(2));
    var figure = Filters.of(model, "conv2d_1");
    assertEquals(64, figure.svg().split("<image", -1).length - 2);
    assertTrue(
        figure.facts().endsWith("Shown: 64 of the 1000 filters, spread evenly; data() has all."));
    assertTrue(figure.svg().contains("64 sampled from 1000 filters of 3x3"));
    assertEquals(9000, figure.data().rowCount());
  }

  @Test
  void inkIsWhiteForNegativeWeights() {
    var model = model();
    model.layer("conv2d_1").parameter("weight").set(1, -1, 0.5f, -0.25f, 0, 0.1f, 0.2f, -0.3f);
    var figure = Filters.of(model, "conv2d_1", Tiles.Ramp.INK);
    for (double w : new double[] {1, 0.5, -0.25}) {
      assertTrue(contains(figure.image(), Tiles.Ramp.INK.rgb(w, 1)), "weight " + w);
    }
    assertTrue(figure.facts().contains("White is negative, grey 0, black positive."));
  }
}
