package dev.gradus.engine.backend.internal.scalar;

import org.jspecify.annotations.Nullable;

/// Optimiser steps on flat parameters.
public final class Optimizers {
  private Optimizers() {}

  /// v = mu v + g + decay w; w -= rate v, or rate (g + decay w + mu v) with Nesterov's look ahead.
  public static void sgd(
      double rate,
      double momentum,
      boolean nesterov,
      double weightDecay,
      Numbers weights,
      Numbers gradients,
      @Nullable Numbers velocity) {
    for (int i = 0; i < weights.length(); i++) {
      double w = weights.get(i);
      double step = gradients.get(i) + weightDecay * w;
      if (velocity != null) {
        double v = momentum * velocity.get(i) + step;
        velocity.set(i, v);
        step = nesterov ? step + momentum * v : v;
      }
      weights.set(i, w - rate * step);
    }
  }

  /// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate (m / c1) / (sqrt(v / c2) + epsilon).
  public static void adam(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double correction1,
      double correction2,
      Numbers weights,
      Numbers gradients,
      Numbers m,
      Numbers v) {
    for (int i = 0; i < weights.length(); i++) {
      double g = gradients.get(i);
      m.set(i, beta1 * m.get(i) + (1 - beta1) * g);
      v.set(i, beta2 * v.get(i) + (1 - beta2) * g * g);
      double step = (m.get(i) / correction1) / (Math.sqrt(v.get(i) / correction2) + epsilon);
      weights.set(i, weights.get(i) - rate * step);
    }
  }
}
