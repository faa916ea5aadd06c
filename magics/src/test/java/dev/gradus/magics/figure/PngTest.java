package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
  private static BufferedImage picture(int colors, int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, (i % colors) * 0x010307 + 0x102030);
    }
    return image;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void palettesLoseNothing() throws IOException {
    for (int colors : new int[] {1, 2, 16, 17, 200, 256}) {
      for (int width : new int[] {1, 33, 64}) {
        var image = picture(colors, width, 41);
        assertArrayEquals(pixels(image), pixels(read(Png.encode(image))), colors + " colours");
      }
    }
  }

  @Test
  void photographsKeepAllColours() throws IOException {
    var image = picture(3000, 100, 60);
    assertArrayEquals(pixels(image), pixels(read(Png.encode(image))));
  }

  @Test
  void rareHuesKeepTheirHue() throws IOException {
    // a bar of 60 blues beside many greys, as a colour bar beside smoothed lines
    var image = new BufferedImage(600, 500, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 600 * 500; i++) {
      image.setRGB(i % 600, i / 600, i % 600 < 560 ? 0xFFFFFF : (i / 600 % 250) * 0x010101);
    }
    for (int i = 0; i < 60; i++) {
      image.setRGB(10, i, 0x0000C0 + i);
    }
    var back = read(Png.encode(image));
    for (int i = 0; i < 60; i++) {
      var color = new Color(back.getRGB(10, i));
      assertEquals(0xC0 + i, color.getBlue(), 12, "blue " + i);
      assertTrue(color.getRed() < 12 && color.getGreen() < 12, "no grey for blue " + i);
    }
  }

  @Test
  void enlargedPixelsTakeFewBytes() throws IOException {
    var image = new BufferedImage(640, 640, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 640 * 640; i++) {
      image.setRGB(i % 640, i / 640, (i % 640 / 16 * 7 + i / 640 / 16 * 11) % 200 * 0x010101);
    }
    byte[] png = Png.encode(image);
    assertArrayEquals(pixels(image), pixels(read(png)));
    assertTrue(png.length < 8_000, png.length + " bytes for 1,600 numbers");
  }

  @Test
  void rareShadesBecomeTheNearestAndFrequentColoursStay() throws IOException {
    var image = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 600; i++) {
      image.setRGB(i % 400, i / 400, 0x300000 + i);
    }
    for (int i = 0; i < 400; i++) {
      image.setRGB(i, 200, 0x0072B2);
    }
    var back = read(Png.encode(image));
    assertEquals(0x0072B2, back.getRGB(17, 200) & 0xFFFFFF);
    assertEquals(0, back.getRGB(0, 300) & 0xFFFFFF);
    int red = new Color(back.getRGB(399, 1)).getRed();
    assertTrue(red == 0x30 || red == 0, "the nearest kept colour, got red " + red);
  }

  /// The bar beside a heat map: each of its colours is rarer than the shades that are dropped.
  @Test
  void rareColoursFarFromAllOthersStay() throws IOException {
    var image = new BufferedImage(800, 800, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 800 * 800; i++) {
      image.setRGB(i % 800, i / 800, i < 600 ? 0x010101 * (i % 200) + i / 200 : 0xFFFFFF);
    }
    for (int i = 0; i < 40 * 30; i++) {
      image.setRGB(i % 30, 300 + i / 30, new Color(0, 90 + i / 30 * 3, 255 - i / 30 * 3).getRGB());
    }
    var back = read(Png.encode(image));
    for (int row = 0; row < 40; row++) {
      var was = new Color(image.getRGB(5, 300 + row));
      var is = new Color(back.getRGB(5, 300 + row));
      assertEquals(0, is.getRed(), 16, "row " + row);
      assertEquals(was.getGreen(), is.getGreen(), 28, "row " + row);
      assertEquals(was.getBlue(), is.getBlue(), 28, "row " + row);
    }
  }

  /// Many smoothed texts on grounds of several colours, as a diagram of a deep network.
  @Test
  void largeDiagramsGetFewShadesAndKeepTheirGrounds() throws IOException {
    var drawing =
        new Drawing(
            1100,
            620,
            canvas -> {
              for (int i = 0; i < 120; i++) {
                double x = i % 4 * 270 + 10;
                double y = i / 4 * 20;
                canvas.box(x, y, 260, 18, Theme.series(i % 5), Theme.FAINT, 1);
                var text = "conv2d_" + i + " " + i * i * 37 + " parameters";
                canvas.text(text, x + 5, y + 14, 13, false, Color.WHITE, Canvas.Anchor.START);
              }
            });
    var image = Png.draw(drawing, 2);
    var back = read(Png.encode(image));
    int worst = 0;
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      var was = new Color(image.getRGB(i % image.getWidth(), i / image.getWidth()));
      var is = new Color(back.getRGB(i % image.getWidth(), i / image.getWidth()));
      worst = Math.max(worst, Math.abs(was.getGreen() - is.getGreen()));
    }
    assertTrue(worst <= 56, "no pixel changes by more than a step, got " + worst);
    for (int i = 0; i < 5; i++) {
      int ground = image.getRGB(2 * (i % 4 * 270 + 265), 2 * (i / 4 * 20 + 9));
      assertEquals(ground, back.getRGB(2 * (i % 4 * 270 + 265), 2 * (i / 4 * 20 + 9)));
    }
  }
}
