package dev.gradus.engine.train;

/// Hears of a training run as it happens, on the training thread: be quick.
@FunctionalInterface
public interface TrainingListener {
  /// Something happened.
  void on(TrainingEvent event);
}
