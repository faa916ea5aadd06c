package dev.gradus.engine.backend;

/// Functions of two numbers, applied element by element with broadcasting; with their derivatives.
public enum BinaryFunction {
  /// a + b.
  ADD,
  /// a - b.
  SUBTRACT,
  /// a b.
  MULTIPLY,
  /// a / b.
  DIVIDE,
  /// max(a, b); at a tie half of the gradient goes to each.
  MAXIMUM
}
