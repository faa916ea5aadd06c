package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;

class GifTest {
  /// A square that moves to the right.
  private static Drawing square(int step) {
    return new Drawing(
        40, 20, canvas -> canvas.box(4.0 * step, 5, 4, 4, new Color(0xD55E00), null, 0));
  }

  /// The frames of a film as they are seen: each drawn over those before.
  static List<BufferedImage> frames(byte[] film) {
    var reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(film))) {
      reader.setInput(in);
      int n = reader.getNumImages(true);
      var first = reader.read(0);
      var seen = new BufferedImage(first.getWidth(), first.getHeight(), BufferedImage.TYPE_INT_RGB);
      var frames = new ArrayList<BufferedImage>();
      for (int i = 0; i < n; i++) {
        var place = node(reader.getImageMetadata(i).getAsTree(format()), "ImageDescriptor");
        int x = Integer.parseInt(place.getAttribute("imageLeftPosition"));
        int y = Integer.parseInt(place.getAttribute("imageTopPosition"));
        var graphics = seen.createGraphics();
        graphics.drawImage(reader.read(i), x, y, null);
        graphics.dispose();
        var copy = new BufferedImage(seen.getWidth(), seen.getHeight(), seen.getType());
        copy.setData(seen.getData());
        frames.add(copy);
      }
      return frames;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      reader.dispose();
    }
  }

  private static String format() {
    return "javax_imageio_gif_image_1.0";
  }

  private static IIOMetadataNode node(org.w3c.dom.Node root, String name) {
    return (IIOMetadataNode) ((IIOMetadataNode) root).getElementsByTagName(name).item(0);
  }

  @Test
  void framesAreThePictures() {
    var frames = frames(Gif.film(5, GifTest::square, _ -> 10).bytes());
    assertEquals(5, frames.size());
    for (int i = 0; i < 5; i++) {
      var expected = Png.draw(square(i), 2);
      for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 80; x++) {
          assertEquals(expected.getRGB(x, y), frames.get(i).getRGB(x, y), i + ": " + x + ", " + y);
        }
      }
    }
  }

  @Test
  void theFilmRepeatsWithItsDelays() throws IOException {
    byte[] film = Gif.film(3, GifTest::square, i -> 10 + i).bytes();
    var reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(film))) {
      reader.setInput(in);
      for (int i = 0; i < 3; i++) {
        var tree = reader.getImageMetadata(i).getAsTree(format());
        var control = node(tree, "GraphicControlExtension");
        assertEquals("" + (10 + i), control.getAttribute("delayTime"));
        assertEquals("doNotDispose", control.getAttribute("disposalMethod"));
      }
      var loop = node(reader.getImageMetadata(0).getAsTree(format()), "ApplicationExtension");
      assertEquals("NETSCAPE", loop.getAttribute("applicationID"));
      assertEquals(List.of(1, 0, 0), bytes((byte[]) loop.getUserObject()));
    } finally {
      reader.dispose();
    }
  }

  private static List<Integer> bytes(byte[] data) {
    var list = new ArrayList<Integer>();
    for (byte b : data) {
      list.add((int) b);
    }
    return list;
  }

  /// A frame without a change is a pixel.
  @Test
  void framesThatAreAlikeCostLittle() {
    int one = Gif.film(1, _ -> square(1), _ -> 10).bytes().length;
    int ten = Gif.film(10, _ -> square(1), _ -> 10).bytes().length;
    assertTrue(ten - one < 9 * 40, ten + " against " + one);
  }

  @Test
  void manyColoursBecomeFew() {
    var picture =
        new Drawing(
            64,
            64,
            canvas -> {
              for (int i = 0; i < 4096; i++) {
                var color = new Color(i % 64 * 4, i / 64 * 4, (i * 7) % 256);
                canvas.box(i % 64, Math.floorDiv(i, 64), 1, 1, color, null, 0);
              }
            });
    var seen = frames(Gif.film(1, _ -> picture, _ -> 10).bytes()).getFirst();
    var drawn = Png.draw(picture, seen.getWidth() / 64);
    long far = 0;
    for (int y = 0; y < seen.getHeight(); y++) {
      for (int x = 0; x < seen.getWidth(); x++) {
        var a = new Color(seen.getRGB(x, y));
        var b = new Color(drawn.getRGB(x, y));
        far += Math.abs(a.getRed() - b.getRed()) + Math.abs(a.getGreen() - b.getGreen());
      }
    }
    double mean = (double) far / ((long) seen.getWidth() * seen.getHeight()) / 2;
    assertTrue(mean < 20, mean + " of 256 off");
  }
}
