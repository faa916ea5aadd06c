package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// The sum of magnitudes as a penalty: lambda * sum |w|, with the gradient lambda * sign(w) (0 at
/// 0). Pulls every weight with the same strength, so that many end near 0. Same as Keras' `L1`.
///
/// Errors: GradusException for a strength that is negative or infinite.
///
/// Source: Tibshirani, J. Royal Statistical Society B 58, 1996.
///
/// @param lambda strength, always given
public record L1(double lambda) implements Regularizer {
  /// Checks the strength.
  public L1 {
    Rates.notNegative("the strength of L1", lambda, "Usual are 1e-5 to 1e-3.");
  }

  @Override
  public double penalty(Backend backend, Slice weights) {
    return lambda * backend.updates().sumOfMagnitudes(weights);
  }

  @Override
  public void addGradient(Backend backend, Slice weights, Slice gradients) {
    backend.updates().addSign(lambda, weights, gradients);
  }

  @Override
  public String describe() {
    return "l1(" + lambda + ")";
  }
}
