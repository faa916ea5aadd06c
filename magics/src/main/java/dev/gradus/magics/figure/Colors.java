package dev.gradus.magics.figure;

/// Numbers to colours, as 0xRRGGBB.
public final class Colors {
  private static final int[] NEGATIVE = {0x05, 0x3B, 0x73};
  private static final int[] POSITIVE = {0xA8, 0x2A, 0x00};
  private static final int[] NEGATIVE_MID = {0x3F, 0x8F, 0xCB};
  private static final int[] POSITIVE_MID = {0xEE, 0x82, 0x40};
  private static final double STEPS = 100; // few enough for a palette of 256
  private static final int NOT_A_NUMBER = 0xFFE100;

  private Colors() {}

  /// Blue for negative, white for 0, red for positive numbers, yellow for what is no number; in
  /// steps of a hundredth of the limit.
  ///
  /// @param limit the size of the numbers with the deepest colours
  public static int diverging(double value, double limit) {
    if (Double.isNaN(value)) {
      return NOT_A_NUMBER;
    }
    double t = limit == 0 ? 0 : Math.rint(STEPS * Math.clamp(value / limit, -1, 1)) / STEPS;
    int[] mid = t < 0 ? NEGATIVE_MID : POSITIVE_MID;
    int[] end = t < 0 ? NEGATIVE : POSITIVE;
    double a = Math.abs(t);
    int rgb = 0;
    for (int i = 0; i < 3; i++) {
      double c = a < 0.5 ? 255 + (mid[i] - 255) * 2 * a : mid[i] + (end[i] - mid[i]) * (2 * a - 1);
      rgb = rgb << 8 | (int) Math.round(c);
    }
    return rgb;
  }

  /// Black for 0 and below, white for 1 and above, yellow for what is no number.
  public static int grey(double value) {
    if (Double.isNaN(value)) {
      return NOT_A_NUMBER;
    }
    int level = level(value);
    return level << 16 | level << 8 | level;
  }

  /// Red, green and blue, each 0 to 1.
  public static int rgb(double red, double green, double blue) {
    return Double.isNaN(red + green + blue)
        ? NOT_A_NUMBER
        : level(red) << 16 | level(green) << 8 | level(blue);
  }

  private static int level(double value) {
    return (int) Math.round(255 * Math.clamp(value, 0, 1));
  }
}
