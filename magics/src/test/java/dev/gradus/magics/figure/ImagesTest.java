package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Datasets;
import dev.gradus.magics.MagicsException;
import org.junit.jupiter.api.Test;

class ImagesTest {
  @Test
  void channelsAreRedGreenBlue() {
    var pixels = Images.pixels(Shape.of(3, 1, 3), new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    assertEquals(0xFF0000, pixels.getRGB(0, 0) & 0xFFFFFF);
    assertEquals(0x00FF00, pixels.getRGB(1, 0) & 0xFFFFFF);
    assertEquals(0x0000FF, pixels.getRGB(2, 0) & 0xFFFFFF);
  }

  @Test
  void rowsGoDownColumnsToTheRight() {
    var pixels = Images.pixels(Shape.of(2, 3), new float[] {0, 0, 1, 0.5f, 0, 0});
    assertEquals(0xFFFFFF, pixels.getRGB(2, 0) & 0xFFFFFF);
    assertEquals(0x808080, pixels.getRGB(0, 1) & 0xFFFFFF);
  }

  @Test
  void samplesHaveTheirLabels() {
    var data = Datasets.digits(20, 10, 1).train();
    var table = Images.of(data, 10).data();
    for (int i = 0; i < 10; i++) {
      assertEquals("" + data.label(i), table.stringColumn("target").get(i));
    }
  }

  @Test
  void otherShapesAreRefused() {
    var e = assertThrows(MagicsException.class, () -> Images.of(Tensor.zeros(2, 4, 4)));
    assertTrue(String.valueOf(e.getMessage()).contains("[2, 4, 4] is no image"));
  }
}
