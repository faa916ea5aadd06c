package dev.gradus.engine;

import dev.gradus.engine.train.Adam;
import dev.gradus.engine.train.Sgd;

/// The optimizers by their short names, for static import.
public final class Optimizers {
  private Optimizers() {}

  /// Gradient descent; see [Sgd].
  public static Sgd sgd(double learningRate) {
    return new Sgd(learningRate);
  }

  /// Gradient descent with momentum; see [Sgd].
  public static Sgd sgd(double learningRate, double momentum) {
    return new Sgd(learningRate).momentum(momentum);
  }

  /// Adam with rate 1e-3; see [Adam].
  public static Adam adam() {
    return new Adam(1e-3);
  }

  /// Adam; see [Adam].
  public static Adam adam(double learningRate) {
    return new Adam(learningRate);
  }
}
