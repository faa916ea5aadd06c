package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;

/// Checks of the numbers that optimizers, schedules, penalties and rules are made with.
final class Rates {
  private static final double LARGE = 1e3;
  private static final double TINY = 1e-20;

  private Rates() {}

  static void check(double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "the learning rate must be a number of at least 0, got " + rate + ". Try 1e-3.");
    }
  }

  /// At least 0 and finite.
  static void notNegative(String what, double value, String usual) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          what + " must be a number of at least 0, got " + value + ". " + usual);
    }
  }

  /// Above 0 and finite.
  static void positive(String what, double value, String usual) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new GradusException(what + " must be a number above 0, got " + value + ". " + usual);
    }
  }

  /// The share of an old value that is kept: at least 0, less than 1.
  static void kept(String what, double value, String usual) {
    if (!(value >= 0 && value < 1)) {
      throw new GradusException(
          what + " must be at least 0 and less than 1, got " + value + ". " + usual);
    }
  }

  /// Whether a step with this rate and weight decay makes no large numbers of smaller ones.
  static boolean small(double rate, double decay) {
    return rate <= LARGE && rate * decay < 1;
  }

  /// Whether nothing overflows when it is divided by this or more.
  static boolean divides(double epsilon) {
    return epsilon >= TINY;
  }
}
