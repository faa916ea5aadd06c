package dev.gradus.magics.figure;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// Pictures to pixels, pixels to PNG.
final class Png {
  /// Bytes from which on shades are given up for size.
  private static final int LARGE = 50_000;

  /// Bytes from which on the steps of smoothed edges are given up too.
  private static final int LARGEST = 60_000;

  private static final List<Function<Palette.Counts, @Nullable Palette>> WAYS =
      List.of(Palette::of, Palette::coarse, Palette::sixteen);

  private Png() {}

  /// Draws on white, smoothed, at a scale.
  static BufferedImage draw(Picture picture, int scale) {
    var image =
        new BufferedImage(
            picture.width() * scale, picture.height() * scale, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.scale(scale, scale);
      picture.paint(graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /// Pictures of few colours with a palette, others with all. A large picture gets fewer shades,
  /// and if that does not help, more time to be packed.
  static byte[] encode(BufferedImage image) {
    if (image.getType() != BufferedImage.TYPE_INT_RGB) {
      return full(image);
    }
    var colors = Palette.Counts.of(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    var best = colors == null ? null : WAYS.getFirst().apply(colors);
    if (colors == null || best == null) {
      return full(image); // a photograph
    }
    byte[] bytes = IndexedPng.encode(best, image.getWidth(), image.getHeight(), IndexedPng.FAST);
    for (int i = 1; i < WAYS.size() && bytes.length > LARGE; i++) {
      var fewer = WAYS.get(i).apply(colors);
      if (fewer == null) {
        break;
      }
      best = fewer;
      bytes = IndexedPng.encode(best, image.getWidth(), image.getHeight(), IndexedPng.FAST);
    }
    if (bytes.length <= LARGE) {
      return bytes;
    }
    bytes = IndexedPng.encode(best, image.getWidth(), image.getHeight(), IndexedPng.SMALL);
    var fewest = bytes.length > LARGEST ? Palette.fewest(colors) : null;
    return fewest == null
        ? bytes
        : IndexedPng.encode(fewest, image.getWidth(), image.getHeight(), IndexedPng.SMALL);
  }

  private static byte[] full(BufferedImage image) {
    var writer = ImageIO.getImageWritersByFormatName("png").next();
    var bytes = new ByteArrayOutputStream(1 << 16);
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      var settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(0.3f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture could not be encoded: " + e.getMessage(), e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
