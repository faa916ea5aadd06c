package dev.gradus.magics.figure;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// Fewer bytes for charts: pictures of few colours are stored with a palette. Up to 256 colours
/// this loses nothing; of more, the rarest (the shades at smoothed edges) become the nearest
/// frequent one. Pictures with many frequent colours stay as they are.
final class Palette {
  private static final int SIZE = 256;
  private static final double COVERED = 0.97;
  private static final int MOST_SHADES = 20_000;

  private Palette() {}

  static BufferedImage reduce(BufferedImage image) {
    if (image.getType() != BufferedImage.TYPE_INT_RGB) {
      return image;
    }
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Map<Integer, int[]> counts = new HashMap<>();
    for (int rgb : pixels) {
      counts.computeIfAbsent(rgb & 0xFFFFFF, _ -> new int[1])[0]++;
    }
    if (counts.size() > MOST_SHADES) {
      return image;
    }
    var chosen =
        counts.entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<Integer, int[]> e) -> -e.getValue()[0])
                    .thenComparingInt(Map.Entry::getKey))
            .limit(SIZE)
            .toList();
    long covered = chosen.stream().mapToLong(e -> e.getValue()[0]).sum();
    if (covered < COVERED * pixels.length) {
      return image;
    }
    return indexed(image, pixels, chosen.stream().mapToInt(Map.Entry::getKey).toArray());
  }

  private static BufferedImage indexed(BufferedImage image, int[] pixels, int[] colors) {
    var table = Arrays.copyOf(colors, SIZE);
    var model =
        new IndexColorModel(8, SIZE, table, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    var result =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    byte[] out = ((DataBufferByte) result.getRaster().getDataBuffer()).getData();
    Map<Integer, Byte> known = new HashMap<>();
    for (int i = 0; i < pixels.length; i++) {
      out[i] = known.computeIfAbsent(pixels[i] & 0xFFFFFF, rgb -> (byte) nearest(colors, rgb));
    }
    return result;
  }

  private static int nearest(int[] colors, int rgb) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colors.length; i++) {
      int red = (colors[i] >> 16) - (rgb >> 16);
      int green = (colors[i] >> 8 & 0xFF) - (rgb >> 8 & 0xFF);
      int blue = (colors[i] & 0xFF) - (rgb & 0xFF);
      int distance = red * red + green * green + blue * blue;
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }
}
