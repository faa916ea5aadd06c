package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.inspect.TopPatches;
import dev.gradus.magics.MagicsException;
import org.junit.jupiter.api.Test;

class PatchesTest {
  private static final Dataset DATA = Datasets.digits(30, 10, 1).train();
  private static final Model NET = Model.input(1, 28, 28).conv2d(3, 5).maxPool2d(2).seed(1);

  @Test
  void tableAndLabelsAreTheEngines() {
    var figure = Patches.of(NET, "conv2d_1", DATA, 4);
    var top = TopPatches.of(NET, "conv2d_1", DATA, 4);
    var table = figure.data();
    assertEquals(12, table.rowCount());
    for (int i = 0; i < 12; i++) {
      var patch = top.patches().get(i / 4).get(i % 4);
      assertEquals(patch.activation(), table.doubleColumn("activation").getDouble(i));
      assertEquals(top.top(patch), table.intColumn("from row").get(i));
      var label = ">" + Tiles.number(patch.activation()) + "</text>";
      assertTrue(figure.svg().contains(label), label);
    }
    assertTrue(figure.facts().contains("field 5x5"), figure.facts());
  }

  @Test
  void theFrameIsTheField() {
    var image = Tensor.of(Shape.of(1, 28, 28), DATA.input(0));
    var figure = Patches.field(NET, image, "maxPool2d_1", 3, 2);
    assertTrue(figure.facts().contains("6x6 region: rows 6 to 11, columns 4 to 9"), figure::facts);
    assertEquals(6, figure.data().intColumn("from row").get(0));
    // 10 pixels of the page for each of the image
    assertTrue(figure.svg().contains("x=\"54\" y=\"104\" width=\"60\""), figure::svg);
    assertThrows(MagicsException.class, () -> Patches.field(NET, image, "maxPool2d_1", 12, 0));
  }

  @Test
  void layersWithoutMapsAreSaid() {
    var dense = Model.input(1, 28, 28).conv2d(2, 5).flatten().dense(2);
    var e = assertThrows(MagicsException.class, () -> Patches.of(dense, "dense_1", DATA, 3));
    assertTrue(String.valueOf(e.getMessage()).endsWith("Layers with maps: conv2d_1."));
  }
}
