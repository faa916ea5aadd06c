package dev.gradus.engine.train;

/// 1/t decay: base / (1 + decay * epoch).
///
/// @param decay as 1: half of the rate after one epoch, a third after two
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
