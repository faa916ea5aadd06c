package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// Both penalties: l1 * sum |w| + l2 / 2 * sum w^2. Source: Zou, Hastie, J. Royal Statistical
/// Society B 67, 2005.
///
/// Errors: GradusException for a strength that is negative or infinite.
///
/// @param l1 strength of the sum of magnitudes; see [L1]
/// @param l2 strength of the sum of squares; see [L2]
public record ElasticNet(double l1, double l2) implements Regularizer {
  /// Checks the strengths.
  public ElasticNet {
    Rates.notNegative("the strength of L1", l1, "Usual are 1e-5 to 1e-3.");
    Rates.notNegative("the strength of L2", l2, "Usual are 1e-5 to 1e-2.");
  }

  @Override
  public double penalty(Backend backend, Slice weights) {
    return new L1(l1).penalty(backend, weights) + new L2(l2).penalty(backend, weights);
  }

  @Override
  public void addGradient(Backend backend, Slice weights, Slice gradients) {
    backend.updates().addSign(l1, weights, gradients);
    backend.axpby(l2, weights, 1, gradients);
  }

  @Override
  public String describe() {
    return "elasticNet(" + l1 + ", " + l2 + ")";
  }
}
