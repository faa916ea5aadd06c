package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;

/// Checks and words for the sizes of layers.
final class Sizes {
  private Sizes() {}

  /// Checks a number of at least 1.
  static void positive(String layer, String what, int n) {
    if (n < 1) {
      throw new GradusException(layer + " needs " + what + " of at least 1, got " + n + ".");
    }
  }

  /// As `5` or `3x5`.
  static String kernel(int height, int width) {
    return height == width ? Integer.toString(height) : height + "x" + width;
  }
}
