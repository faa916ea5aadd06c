package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%saliency` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaliencyMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void showsGradientsOrRegions() {
    var text = cells.value("%saliency net digits --target 3 --sample 1");
    assertTrue(text.startsWith("Saliency of model for class 3 (score "), text);
    cells.value("var image = Tensor.of(net.inputShape(), digits.test().input(1));");
    assertEquals(cells.value("saliency(net, image, 3)"), text);
    var cam = cells.value("%saliency net image --grad-cam");
    assertTrue(cam.startsWith("Grad-CAM of conv2d_1 in model"), cam);
    assertEquals(cells.value("gradCam(net, image, \"conv2d_1\")"), cam);
    assertTrue(cells.error("%saliency net image --layer conv2d_1").contains("is for --grad-cam"));
    assertTrue(cells.error("%saliency net image --target 10").contains("0 to 9"));
    assertTrue(
        cells.error("%saliency net image --grad-cam --layer dense_1").contains("Layers with maps"));
    assertTrue(cells.error("%saliency net net").contains("net is a Model"));
  }
}
