package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Datasets;
import dev.gradus.magics.MagicsException;
import java.util.List;
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

  @Test
  void batchesAreGridsWithTitles() {
    var layout = new Images.Layout(List.of("red", "green"), 2, 40);
    var figure = Images.of(Tensor.rand(3, 3, 4, 4), layout);
    var svg = figure.svg();
    assertTrue(svg.contains(">red</text>") && svg.contains(">2</text>"), svg);
    assertEquals(3, svg.split("<image", -1).length - 1);
    assertEquals(2, figure.data().intColumn("image").get(3 * 3 * 16 - 1));
    assertThrows(MagicsException.class, () -> new Images.Layout(List.of(), -1, 0));
  }

  @Test
  void negativeNumbersAreColouredWithABar() {
    var figure = Images.of(Tensor.of(Shape.of(1, 2), -2, 1));
    assertTrue(FiltersTest.contains(figure.image(), Colors.diverging(-2, 2)), "-2");
    assertTrue(FiltersTest.contains(figure.image(), Colors.diverging(1, 2)), "1");
    assertTrue(figure.svg().contains(">negative</text>"), "bar");
    assertTrue(figure.facts().contains("from -2.00 to 1.00. Blue is negative"), figure.facts());
  }
}
