package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.ShapeException;

/// Checks and words for the sizes of layers.
final class Sizes {
  private Sizes() {}

  /// Checks a number of at least 1.
  static void positive(String layer, String what, int n) {
    if (n < 1) {
      throw new GradusException(layer + " needs " + what + " of at least 1, got " + n + ".");
    }
  }

  /// Checks a number that keeps a division safe.
  static void epsilon(String layer, double epsilon) {
    if (!(epsilon > 0 && epsilon < 1)) {
      throw new GradusException(
          layer
              + " needs an epsilon above 0 and below 1, got "
              + epsilon
              + ". It keeps the division safe; 1e-5 is usual.");
    }
  }

  /// Checks that groups divide channels and filters.
  static void groups(int groups, int channels, int filters) {
    if (channels % groups != 0 || filters % groups != 0) {
      throw new ShapeException(
          "groups must divide channels and filters, got "
              + groups
              + " groups, "
              + channels
              + " channels and "
              + filters
              + " filters.");
    }
  }

  /// As `5` or `3x5`.
  static String kernel(int height, int width) {
    return height == width ? Integer.toString(height) : height + "x" + width;
  }
}
