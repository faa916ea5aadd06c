package dev.gradus.engine.train;

/// The mean of |output - target|, in the units of the target.
///
/// Outputs and targets [batch, ...] of one shape.
///
/// Errors: ShapeException for targets of another shape than the outputs, sizes of 1 aside; the
/// value over no number is NaN.
///
/// Source: Keras' `MeanAbsoluteError`.
public record MeanAbsoluteError() implements Metric {
  @Override
  public String name() {
    return "mean absolute error";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Tally tally() {
    return new Numbers(name(), (x, t) -> Math.abs(x - t));
  }
}
