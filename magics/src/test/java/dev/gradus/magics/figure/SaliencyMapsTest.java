package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.inspect.ActivationMaximization;
import dev.gradus.engine.inspect.GradCam;
import dev.gradus.engine.inspect.Saliency;
import dev.gradus.magics.MagicsException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaliencyMapsTest {
  private static final Model NET =
      Model.input(1, 8, 8).conv2d(3, 3).relu().conv2d(4, 3).flatten().dense(3).seed(2);
  private static final Tensor IMAGE = Context.seeded(1).call(() -> Tensor.rand(1, 8, 8));

  @Test
  void pixelsAreTheGradients() {
    var figure = SaliencyMaps.of(NET, IMAGE, 1);
    var expected = Saliency.of(NET, IMAGE, 1).map().toArray();
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], figure.data().doubleColumn("value").getDouble(i));
      most = Math.max(most, expected[i]);
    }
    var image = figure.image();
    for (int i = 0; i < expected.length; i += 9) {
      assertTrue(FiltersTest.contains(image, Colors.diverging(expected[i], most)), "pixel " + i);
    }
    assertTrue(figure.facts().contains("for class 1"), figure.facts());
    assertTrue(figure.facts().contains(Tiles.number(most)), figure.facts());
    assertTrue(figure.svg().contains(">" + Tiles.number(most) + "</text>"), "the bar");
  }

  @Test
  void regionsAreThoseOfTheMaps() {
    var figure = SaliencyMaps.gradCam(NET, IMAGE, "relu_1", 0);
    var expected = GradCam.of(NET, IMAGE, "relu_1", 0).map().toArray();
    assertEquals(36, figure.data().rowCount());
    for (int i = 0; i < 36; i++) {
      assertEquals(expected[i], figure.data().doubleColumn("value").getDouble(i));
    }
    var last = SaliencyMaps.gradCam(NET, IMAGE, null, -1);
    assertTrue(last.facts().startsWith("Grad-CAM of conv2d_2"), last.facts());
  }

  @Test
  void climbedImagesAreTheEngines() {
    var figure = SaliencyMaps.maximized(NET, "conv2d_1", List.of(2), 10, 5);
    var best = ActivationMaximization.of(NET, "conv2d_1", 2).steps(10).seed(5).run();
    for (int i = 0; i < 64; i++) {
      assertEquals(best.image().toArray()[i], figure.data().doubleColumn("value").getDouble(i));
    }
    assertTrue(figure.svg().contains(">" + Tiles.number(best.activation()) + "</text>"));
    assertTrue(figure.facts().contains("the 3x3 pixels they see"), figure.facts());
    assertEquals(
        3,
        SaliencyMaps.maximized(NET, "dense_1", List.of(), 2, 1).svg().split("<image", -1).length
            - 1);
  }

  @Test
  void errorsNameLayersThatFit() {
    var e =
        assertThrows(MagicsException.class, () -> SaliencyMaps.gradCam(NET, IMAGE, "dense_1", 0));
    assertTrue(
        String.valueOf(e.getMessage()).endsWith("Layers with maps: conv2d_1, relu_1, conv2d_2."),
        e.getMessage());
    var near =
        assertThrows(MagicsException.class, () -> SaliencyMaps.gradCam(NET, IMAGE, "conv_2", 0));
    assertTrue(String.valueOf(near.getMessage()).contains("did you mean conv2d_2?"));
    assertThrows(
        MagicsException.class, () -> SaliencyMaps.of(Model.input(4).dense(2), Tensor.rand(4), 0));
  }

  @Test
  void brokenWeightsAreSaid() {
    var broken = Model.input(1, 4, 4).conv2d(1, 3).flatten().dense(2).seed(1);
    broken.layer("conv2d_1").parameter("weight").set(Float.NaN, 0, 0, 0, 0, 0, 0, 0, 0);
    var facts = SaliencyMaps.of(broken, Tensor.rand(1, 4, 4), 0).facts();
    assertTrue(facts.contains("not finite (yellow): training has diverged"), facts);
  }
}
