package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// Caps the length of every unit's incoming weight vector: longer ones are scaled back to c. A unit
/// is a column of a dense layer's [in, out] or a filter of a convolution.
///
/// w = w min(1, c / |w|) for every unit.
///
/// Errors: GradusException for a limit that is not above 0 and finite.
///
/// Sources: Srebro, Shraibman, COLT 2005; Hinton and others, arXiv:1207.0580, 2012.
///
/// @param limit the greatest length c
public record MaxNorm(double limit) implements Constraint {
  /// Checks the limit.
  public MaxNorm {
    Rates.positive("the limit of maxNorm", limit, "Usual are 3 and 4.");
  }

  @Override
  public void enforce(Backend backend, Shape shape, Slice weights) {
    UnitNorms.clamp(backend, shape, weights, 0, limit);
  }

  @Override
  public String describe() {
    return "maxNorm(" + limit + ")";
  }
}
