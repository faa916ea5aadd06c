package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;

/// Checks of attributes that must be at least 1.
final class Positive {
  private Positive() {}

  static void check(String what, int value) {
    if (value < 1) {
      throw new GradusException("the " + what + " must be at least 1, got " + value + ".");
    }
  }

  static void check(String what, int height, int width) {
    if (height < 1 || width < 1) {
      throw new GradusException(
          "the " + what + " must be at least 1, got [" + height + ", " + width + "].");
    }
  }
}
