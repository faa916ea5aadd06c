package dev.gradus.magics.figure;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Films as GIF 89a: one palette without dithering, each frame only where it differs from the one
/// before, repeated without end.
///
/// Source: CompuServe, "Graphics Interchange Format 89a", 1990; the metadata formats
/// `javax_imageio_gif_image_1.0` and `javax_imageio_gif_stream_1.0`; the application extension of
/// Netscape Navigator 2.0.
final class Gif {
  /// The largest film in bytes, if the smaller scale suffices.
  static final int LARGE = 300_000;

  private static final int CLEAR = 255;
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  /// A film.
  ///
  /// @param bytes of the file
  /// @param width in CSS pixels
  /// @param height in CSS pixels
  @SuppressWarnings("ArrayRecordComponent")
  record Film(byte[] bytes, int width, int height) {
    /// For pages. A front end that gets the still picture too prefers that to a film of type
    /// `image/gif`, but HTML to both.
    String html() {
      return "<img src=\"data:image/gif;base64,"
          + Base64.getEncoder().encodeToString(bytes)
          + "\" width=\""
          + width
          + "\" height=\""
          + height
          + "\" alt=\"film\">";
    }
  }

  private final int[] colors;
  private final Map<Integer, Integer> nearest = new HashMap<>();
  private final IndexColorModel model;

  private Gif(int[] colors) {
    this.colors = colors;
    var rgb = new int[CLEAR + 1];
    System.arraycopy(colors, 0, rgb, 0, colors.length);
    model =
        new IndexColorModel(
            8, rgb.length, rgb, 0, false, CLEAR, java.awt.image.DataBuffer.TYPE_BYTE);
  }

  /// A film of pictures of equal size, two pixels for each CSS pixel, or one if it would be large.
  ///
  /// @param delay of a frame in hundredths of a second
  static Film film(int frames, IntFunction<? extends Picture> picture, IntUnaryOperator delay) {
    byte[] large = film(frames, picture, delay, 2);
    byte[] bytes = large.length <= LARGE ? large : film(frames, picture, delay, 1);
    var first = picture.apply(0);
    return new Film(bytes, first.width(), first.height());
  }

  private static byte[] film(
      int frames, IntFunction<? extends Picture> picture, IntUnaryOperator delay, int scale) {
    var samples = new ArrayList<BufferedImage>();
    for (int i : new int[] {0, frames / 3, 2 * frames / 3, frames - 1}) {
      samples.add(Png.draw(picture.apply(i), scale));
    }
    var gif = new Gif(palette(samples));
    var bytes = new ByteArrayOutputStream(1 << 16);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      int[] before = new int[0];
      for (int i = 0; i < frames; i++) {
        var image = Png.draw(picture.apply(i), scale);
        gif.write(writer, image, before, delay.applyAsInt(i), i == 0);
        before = pixels(image);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException("a film could not be encoded: " + e.getMessage(), e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  /// The colours of some frames; if they are very many, with fewer shades.
  private static int[] palette(List<BufferedImage> frames) {
    int size = pixels(frames.getFirst()).length;
    var all = new int[size * frames.size()];
    for (int i = 0; i < frames.size(); i++) {
      System.arraycopy(pixels(frames.get(i)), 0, all, i * size, size);
    }
    return Palette.most(all, CLEAR);
  }

  private int index(int rgb) {
    return nearest.computeIfAbsent(rgb & 0xFFFFFF, c -> Palette.nearest(colors, c));
  }

  /// The part of a frame that changed; pixels in it that did not are clear.
  private void write(
      ImageWriter writer, BufferedImage image, int[] before, int delay, boolean first)
      throws IOException {
    int width = image.getWidth();
    int[] now = pixels(image);
    var box = first ? new int[] {0, 0, width, image.getHeight()} : changed(before, now, width);
    var part =
        new BufferedImage(box[2] - box[0], box[3] - box[1], BufferedImage.TYPE_BYTE_INDEXED, model);
    byte[] indices = ((DataBufferByte) part.getRaster().getDataBuffer()).getData();
    for (int y = box[1], at = 0; y < box[3]; y++) {
      for (int x = box[0]; x < box[2]; x++, at++) {
        int i = y * width + x;
        indices[at] = (byte) (!first && before[i] == now[i] ? CLEAR : index(now[i]));
      }
    }
    var settings = writer.getDefaultWriteParam();
    var meta = writer.getDefaultImageMetadata(new ImageTypeSpecifier(part), settings);
    describe(meta, box, delay, first);
    writer.writeToSequence(new IIOImage(part, null, meta), settings);
  }

  /// The smallest box around what differs: left, top, right, bottom; one pixel if nothing does.
  private static int[] changed(int[] before, int[] now, int width) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    for (int i = 0; i < now.length; i++) {
      if (before[i] != now[i]) {
        int x = i % width;
        int y = i / width;
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        top = Math.min(top, y);
        bottom = y + 1;
      }
    }
    return right == 0 ? new int[] {0, 0, 1, 1} : new int[] {left, top, right, bottom};
  }

  private static void describe(IIOMetadata meta, int[] box, int delay, boolean first)
      throws IIOInvalidTreeException {
    var root = (IIOMetadataNode) meta.getAsTree(FORMAT);
    var descriptor = child(root, "ImageDescriptor");
    descriptor.setAttribute("imageLeftPosition", String.valueOf(box[0]));
    descriptor.setAttribute("imageTopPosition", String.valueOf(box[1]));
    var control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "TRUE");
    control.setAttribute("transparentColorIndex", String.valueOf(CLEAR));
    control.setAttribute("delayTime", String.valueOf(delay));
    if (first) {
      var loop = new IIOMetadataNode("ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0}); // without end
      child(root, "ApplicationExtensions").appendChild(loop);
    }
    meta.setFromTree(FORMAT, root);
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    for (var node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return (IIOMetadataNode) node;
      }
    }
    var made = new IIOMetadataNode(name);
    root.appendChild(made);
    return made;
  }
}
