package dev.gradus.engine.train;

/// The share of yes-or-no answers that are right, from 0 to 1: an output above the threshold says
/// yes, a target above 1/2 means yes.
///
/// Outputs and targets [batch, ...] of one shape.
///
/// Errors: ShapeException for targets of another shape than the outputs, sizes of 1 aside; the
/// value over no number is NaN.
///
/// value = right answers / answers.
///
/// Source: Keras' `BinaryAccuracy`, whose threshold is 0.5.
///
/// @param threshold 0, the default, for scores, 0.5 for probabilities
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
