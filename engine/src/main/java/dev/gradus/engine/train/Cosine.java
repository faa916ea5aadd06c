package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;

/// Half a wave of the cosine from the base rate down to a share of it: base * (floor + (1 - floor)
/// * (1 + cos(pi * t)) / 2) with t = epoch / epochs. Stays there afterwards, or starts again.
///
/// Same as PyTorch's `CosineAnnealingLR`, with restarts as `CosineAnnealingWarmRestarts`; both take
/// the lowest rate itself instead of its share. Source: Loshchilov, Hutter, ICLR 2017.
///
/// Errors: GradusException for epochs that are not above 0 and finite, a floor that is negative or
/// infinite, or a growth between 0 and 1.
///
/// @param epochs length of the (first) wave in epochs
/// @param floor lowest rate as a share of the base, 0 by default
/// @param growth how much longer every wave is than the one before; 0, the default, for one wave
///   only
public record Cosine(double epochs, double floor, double growth) implements Schedule {
  /// Checks the settings.
  public Cosine {
    Rates.positive("the number of epochs of cosine", epochs, "Take those of the whole run.");
    Rates.notNegative("the floor of cosine", floor, "Usual are 0 and 0.01.");
    if (growth != 0 && !(growth >= 1 && growth < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "with restarts every wave is at least as long as the one before: the growth must be at"
              + " least 1, got "
              + growth
              + ". Usual are 1 and 2.");
    }
  }

  /// One wave down to 0.
  public Cosine(double epochs) {
    this(epochs, 0, 0);
  }

  /// The same down to a share of the base rate.
  public Cosine floor(double share) {
    return new Cosine(epochs, share, growth);
  }

  /// The same again and again.
  ///
  /// @param longer how much longer every wave is than the one before: 1 for the same
  public Cosine restarts(double longer) {
    return new Cosine(epochs, floor, longer);
  }

  @Override
  public double rate(double base, long step, double epoch) {
    double at = epoch;
    double length = epochs;
    while (growth != 0 && at >= length) {
      at -= length;
      length *= growth;
    }
    double wave = (1 + Math.cos(Math.PI * Math.min(1, at / length))) / 2;
    return base * (floor + (1 - floor) * wave);
  }
}
