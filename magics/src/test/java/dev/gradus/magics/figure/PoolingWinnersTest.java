package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.magics.MagicsException;
import org.junit.jupiter.api.Test;

class PoolingWinnersTest {
  @Test
  void winnersOfASmallMap() {
    var map = Tensor.of(new float[][] {{1, 3, 2, 0}, {0, 2, 5, 1}, {-1, 0, 2, 2}, {4, 1, 0, 3}});
    var figure = PoolingWinners.of(map, 2);
    var table = figure.data();
    double[] kept = {3, 5, 4, 3};
    int[] rows = {0, 1, 3, 3};
    int[] columns = {1, 2, 0, 3};
    for (int i = 0; i < 4; i++) {
      assertEquals(kept[i], table.doubleColumn("value").getDouble(i));
      assertEquals(rows[i], table.intColumn("winner row").get(i));
      assertEquals(columns[i], table.intColumn("winner column").get(i));
    }
    var svg = figure.svg();
    // four winners before, four numbers after
    assertEquals(8, FlatSvg.of(svg).split("font-size=\"15\" font-weight=\"bold\"", -1).length - 1);
    assertTrue(svg.contains(">\u22121</text>") && svg.contains(">5</text>"), svg);
    assertTrue(figure.facts().contains("Mean of those kept: 3.75"), figure.facts());
  }

  /// How many pixels of the first map have a colour.
  private static long count(Figure figure, int from, int to, int rgb) {
    var image = figure.image();
    int top = image.getHeight() / figure.height() * 66;
    return java.util.stream.IntStream.range(from, to)
        .flatMap(y ->
            java.util.stream.IntStream.range(from, 400).map(x -> image.getRGB(x + 12, top + y)))
        .filter(c -> c == rgb)
        .count();
  }

  @Test
  void mapsOfAModelEqualTheEngine() {
    var model = Model.input(1, 12, 12).conv2d(4, 3).relu().maxPool2d(2).seed(1);
    var image = Context.seeded(1).call(() -> Tensor.rand(1, 12, 12));
    var figure = PoolingWinners.of(model, image, "maxPool2d_1");
    var batch = Tensor.of(Shape.of(1, 1, 12, 12), image.toArray());
    var after = model.forward(batch, "maxPool2d_1").toArray();
    var before = model.forward(batch, "relu_1");
    var table = figure.data();
    for (int i = 0; i < after.length; i++) {
      assertEquals(after[i], table.doubleColumn("value").getDouble(i));
      int map = table.intColumn("map").get(i);
      int row = table.intColumn("winner row").get(i);
      assertEquals(after[i], before.get(0, map, row, table.intColumn("winner column").get(i)));
    }
    assertTrue(figure.facts().contains("Shown: the first 3 maps"), figure.facts());
    // maps keep their colours on dark ground, and so do the frames on them
    int frame = Theme.INK.getRGB();
    assertEquals(count(figure, 20, 80, frame), count(figure.dark(), 20, 80, frame));
    assertTrue(count(figure.dark(), 20, 80, frame) > 50, "frames");
    var e = assertThrows(MagicsException.class, () -> PoolingWinners.of(model, image, "relu_1"));
    assertTrue(String.valueOf(e.getMessage()).endsWith("Layers with max pooling: maxPool2d_1."));
    assertThrows(MagicsException.class, () -> PoolingWinners.of(Tensor.rand(3), 2));
  }
}
