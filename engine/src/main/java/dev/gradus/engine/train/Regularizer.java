package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// A penalty on the size of weights that training adds to the loss. Layers take one with
/// `regularized(...)`, a whole run with [Trainer]; biases and other parameters of rank 1 are exempt
/// unless asked for.
public interface Regularizer {
  /// What it adds to the loss.
  double penalty(Backend backend, Slice weights);

  /// Adds the derivative of the penalty to the gradients.
  void addGradient(Backend backend, Slice weights, Slice gradients);

  /// As `l2(1.0E-4)`.
  String describe();
}
