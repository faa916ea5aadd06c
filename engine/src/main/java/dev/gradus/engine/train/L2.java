package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// The sum of squares as a penalty: lambda / 2 * sum w^2, with the gradient lambda * w. Pulls large
/// weights harder than small ones.
///
/// The half is there so that with plain gradient descent `l2(lambda)` is a weight decay of lambda.
/// Keras' `L2` has no half: its `L2(lambda)` is `l2(2 * lambda)` here.
///
/// Errors: GradusException for a strength that is negative or infinite.
///
/// Source: Hoerl, Kennard, Technometrics 12, 1970 (ridge regression); Krogh, Hertz, NIPS 1991, for
/// networks.
///
/// @param lambda strength, always given
public record L2(double lambda) implements Regularizer {
  /// Checks the strength.
  public L2 {
    Rates.notNegative("the strength of L2", lambda, "Usual are 1e-5 to 1e-2.");
  }

  @Override
  public double penalty(Backend backend, Slice weights) {
    return lambda / 2 * backend.sumOfSquares(weights);
  }

  @Override
  public void addGradient(Backend backend, Slice weights, Slice gradients) {
    backend.axpby(lambda, weights, 1, gradients);
  }

  @Override
  public String describe() {
    return "l2(" + lambda + ")";
  }
}
