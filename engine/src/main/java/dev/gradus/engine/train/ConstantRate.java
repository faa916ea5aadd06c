package dev.gradus.engine.train;

/// The optimizer's own rate all the time.
///
/// rate = base.
///
/// Errors: none.
///
/// Source: what optimizers of `torch.optim` do without a scheduler.
public record ConstantRate() implements Schedule {
  @Override
  public double rate(double base, long step, double epoch) {
    return base;
  }
}
