package dev.gradus.engine.train;

/// The learning rate over time.
@FunctionalInterface
public interface Schedule {
  /// The rate of a step.
  ///
  /// @param base the optimizer's own learning rate
  /// @param step number of the step since training began, from 0
  /// @param epoch time in epochs since training began: step / steps per epoch
  double rate(double base, long step, double epoch);
}
