package dev.gradus.engine.train;

/// The mean of |output - target|, in the units of the target.
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
