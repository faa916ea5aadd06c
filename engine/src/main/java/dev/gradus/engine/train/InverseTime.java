package dev.gradus.engine.train;

/// 1/t decay: base / (1 + decay * epoch).
///
/// Errors: GradusException for a decay that is negative or infinite.
///
/// Source: Robbins, Monro, Annals of Mathematical Statistics 22, 1951; Keras' `InverseTimeDecay`.
///
/// @param decay per epoch, always given; as 1: half of the rate after one epoch, a third after two
public record InverseTime(double decay) implements Schedule {
  /// Checks the setting.
  public InverseTime {
    Rates.notNegative("the decay of inverseTime", decay, "Try 1.");
  }

  @Override
  public double rate(double base, long step, double epoch) {
    return base / (1 + decay * epoch);
  }
}
