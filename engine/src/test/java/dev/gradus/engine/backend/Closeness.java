package dev.gradus.engine.backend;

import java.util.Arrays;

/// Comparison of a fast result with the reference.
public final class Closeness {
  private static final double FLOAT_ULP = 0x1p-24;

  private Closeness() {}

  /// The tolerance for a sum of float products, relative to the largest result: rounding errors
  /// wander, so they grow with the square root of the number of terms.
  public static double tolerance(long terms) {
    return 16 * FLOAT_ULP * Math.sqrt((double) Math.max(1, terms));
  }

  /// The largest difference, relative to the largest expected number (at least 1e-3). NaN must meet
  /// NaN, and an infinity the same infinity.
  public static double error(double[] expected, double[] actual) {
    if (expected.length != actual.length) {
      throw new AssertionError(expected.length + " numbers expected, got " + actual.length);
    }
    double scale = 1e-3;
    for (double e : expected) {
      scale = Double.isFinite(e) ? Math.max(scale, Math.abs(e)) : scale;
    }
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double e = expected[i];
      if (!Double.isFinite(e) || !Double.isFinite(actual[i])) {
        if (Double.compare(e, actual[i]) != 0) {
          throw new AssertionError("number " + i + " is " + actual[i] + ", expected " + e);
        }
      } else {
        worst = Math.max(worst, Math.abs(e - actual[i]) / scale);
      }
    }
    return worst;
  }

  /// Fails if the error exceeds the tolerance; returns the error.
  public static double check(String what, double[] expected, double[] actual, double tolerance) {
    double error = error(expected, actual);
    if (error > tolerance) {
      throw new AssertionError(
          what
              + ": relative difference "
              + error
              + " exceeds "
              + tolerance
              + "\nexpected "
              + head(expected)
              + "\nactual   "
              + head(actual));
    }
    return error;
  }

  private static String head(double[] values) {
    return Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 12)));
  }
}
