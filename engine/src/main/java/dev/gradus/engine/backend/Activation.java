package dev.gradus.engine.backend;

/// Activations that a kernel can apply to its result before storing it. Each has a derivative that
/// is a function of its own output, so the input need not be kept.
public enum Activation {
  /// f(x) = x.
  IDENTITY,
  /// f(x) = max(0, x); the derivative at 0 is 0.
  RELU,
  /// f(x) = 1 / (1 + exp(-x)).
  SIGMOID,
  /// f(x) = tanh(x).
  TANH
}
