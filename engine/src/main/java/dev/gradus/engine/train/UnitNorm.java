package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// Gives every unit's incoming weight vector the length 1; one of zeros stays. A unit is a column
/// of a dense layer's [in, out] or a filter of a convolution.
///
/// w = w / |w| for every unit.
///
/// Errors: none.
///
/// Source: Keras' `UnitNorm`.
public record UnitNorm() implements Constraint {
  @Override
  public void enforce(Backend backend, Shape shape, Slice weights) {
    UnitNorms.clamp(backend, shape, weights, 1, 1);
  }

  @Override
  public String describe() {
    return "unitNorm()";
  }
}
