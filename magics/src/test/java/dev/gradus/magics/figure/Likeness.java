package dev.gradus.magics.figure;

import java.awt.image.BufferedImage;

/// How much two pictures differ when looked at from afar. Both are reduced to the same small grid,
/// 48 fields wide, by means of their pixels, so that the shapes of letters and a width that depends
/// on them count little. The difference is the sum over fields and colours of |a - b|, against the
/// ink that at least one of them has there (white has none): 0 for the same picture, 1 for an empty
/// one.
final class Likeness {
  private static final int ACROSS = 48;

  private Likeness() {}

  /// The difference of two pictures.
  static double difference(BufferedImage a, BufferedImage b) {
    int down = Math.max(1, Math.round((float) ACROSS * a.getHeight() / a.getWidth()));
    double[] first = fields(a, down);
    double[] second = fields(b, down);
    double apart = 0;
    double ink = 0;
    for (int i = 0; i < first.length; i++) {
      apart += Math.abs(first[i] - second[i]);
      ink += 255 - Math.min(first[i], second[i]);
    }
    return ink == 0 ? 0 : apart / ink;
  }

  /// Mean red, green and blue of every field.
  private static double[] fields(BufferedImage image, int down) {
    var sums = new double[down * ACROSS * 3];
    var counts = new int[down * ACROSS];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int field = y * down / image.getHeight() * ACROSS + x * ACROSS / image.getWidth();
        int rgb = image.getRGB(x, y);
        sums[3 * field] += rgb >> 16 & 0xFF;
        sums[3 * field + 1] += rgb >> 8 & 0xFF;
        sums[3 * field + 2] += rgb & 0xFF;
        counts[field]++;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(1, counts[i / 3]);
    }
    return sums;
  }
}
