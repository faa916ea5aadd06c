package dev.gradus.engine.train;

/// The share of yes-or-no answers that are right, from 0 to 1: an output above the threshold says
/// yes, a target above 1/2 means yes.
///
/// @param threshold 0 for scores, 0.5 for probabilities
public record BinaryAccuracy(double threshold) implements Metric {

  /// For scores.
  public BinaryAccuracy() {
    this(0);
  }

  @Override
  public String name() {
    return "binary accuracy";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Tally tally() {
    return new Numbers(
        name(), (x, t) -> Double.isNaN(x) ? 0 : (x > threshold) == (t > 0.5) ? 1 : 0);
  }
}
