package dev.gradus.engine.backend;

/// Functions of one number, applied to every element; with their derivatives.
public enum UnaryFunction {
  /// f(x) = -x.
  NEGATE,
  /// f(x) = exp(x); f' = y.
  EXP,
  /// f(x) = ln(x); f' = 1 / x.
  LOG,
  /// f(x) = sqrt(x); f' = 1 / (2 y).
  SQRT,
  /// f(x) = x^2; f' = 2 x.
  SQUARE,
  /// f(x) = |x|; f' = sign(x), 0 at 0.
  ABS,
  /// f(x) = max(0, x); f' = 1 for x > 0, else 0.
  RELU,
  /// f(x) = 1 / (1 + exp(-x)); f' = y (1 - y).
  SIGMOID,
  /// f(x) = tanh(x); f' = 1 - y^2.
  TANH
}
