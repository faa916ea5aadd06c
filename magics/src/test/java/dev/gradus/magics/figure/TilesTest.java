package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TilesTest {
  @Test
  void inkIsDarkForPositiveNumbers() {
    assertEquals(0x000000, Tiles.Ramp.INK.rgb(2, 2));
    assertEquals(0xFFFFFF, Tiles.Ramp.INK.rgb(-2, 2));
    assertEquals(0x808080, Tiles.Ramp.INK.rgb(0, 2));
    assertEquals(Colors.diverging(-1, 2), Tiles.Ramp.SIGNED.rgb(-1, 2));
  }

  @Test
  void manyAreSampledEvenly() {
    assertArrayEquals(new int[] {0, 1, 2}, Tiles.sampled(3, 8));
    assertArrayEquals(new int[] {0, 250, 500, 750}, Tiles.sampled(1000, 4));
  }

  @Test
  void pixelsAreEnlargedWithoutBlur() {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xFF0000);
    image.setRGB(1, 0, 0x0000FF);
    var tiles = new Tiles("t", "", List.of(new Tiles.Tile(image, "")), 1, List.of(), null);
    var drawn = Png.draw(tiles.drawing(100), 2);
    int red = 0;
    int mixed = 0;
    for (int y = 120; y < 150; y++) {
      for (int x = 0; x < drawn.getWidth(); x++) {
        int rgb = drawn.getRGB(x, y) & 0xFFFFFF;
        red += rgb == 0xFF0000 ? 1 : 0;
        boolean between = (rgb >> 16) > 0x20 && (rgb & 0xFF) > 0x20 && (rgb >> 8 & 0xFF) < 0x60;
        mixed += between ? 1 : 0;
      }
    }
    assertTrue(red > 30 * 95, "red pixels " + red);
    assertEquals(0, mixed, "colours between the two");
  }

  @Test
  void theBarSaysThePolarity() {
    var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    var tile = List.of(new Tiles.Tile(image, ""));
    for (var ramp : Tiles.Ramp.values()) {
      var svg = new Tiles("t", "", tile, 1, List.of(), 3.0, ramp).drawing(40).svg();
      assertEquals(ramp != Tiles.Ramp.POSITIVE, svg.contains(">negative</text>"), ramp.name());
      assertTrue(svg.contains("3.00</text>"), ramp.name());
    }
  }
}
