package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;

/// Checks of learning rates.
final class Rates {
  private Rates() {}

  static void check(double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "the learning rate must be a number of at least 0, got " + rate + ". Try 1e-3.");
    }
  }
}
