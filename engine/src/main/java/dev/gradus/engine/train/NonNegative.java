package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.UnaryFunction;

/// Sets negative weights to 0.
///
/// w = max(0, w).
///
/// Errors: none.
///
/// Source: Keras' `NonNeg`.
public record NonNegative() implements Constraint {
  @Override
  public void enforce(Backend backend, Shape shape, Slice weights) {
    backend.unary(UnaryFunction.RELU, weights, weights);
  }

  @Override
  public String describe() {
    return "nonNegative()";
  }
}
