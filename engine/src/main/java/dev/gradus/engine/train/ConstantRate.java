package dev.gradus.engine.train;

/// The optimizer's own rate all the time.
public record ConstantRate() implements Schedule {
  @Override
  public double rate(double base, long step, double epoch) {
    return base;
  }
}
