package dev.gradus.engine;

import dev.gradus.engine.train.MaxNorm;
import dev.gradus.engine.train.NonNegative;
import dev.gradus.engine.train.UnitNorm;

/// The rules for weights by their short names, for static import:
/// `dense(100).constrained(maxNorm(3))`.
public final class Constraints {
  private Constraints() {}

  /// No unit's weight vector is longer than this; see [MaxNorm].
  public static MaxNorm maxNorm(double limit) {
    return new MaxNorm(limit);
  }

  /// Every unit's weight vector has the length 1; see [UnitNorm].
  public static UnitNorm unitNorm() {
    return new UnitNorm();
  }

  /// No weight is negative; see [NonNegative].
  public static NonNegative nonNegative() {
    return new NonNegative();
  }
}
