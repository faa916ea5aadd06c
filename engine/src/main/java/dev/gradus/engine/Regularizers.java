package dev.gradus.engine;

import dev.gradus.engine.train.ElasticNet;
import dev.gradus.engine.train.L1;
import dev.gradus.engine.train.L2;

/// The penalties on weights by their short names, for static import:
/// `dense(100).regularized(l2(1e-4))`.
public final class Regularizers {
  private Regularizers() {}

  /// lambda * sum |w|; see [L1].
  public static L1 l1(double lambda) {
    return new L1(lambda);
  }

  /// lambda / 2 * sum w^2 (Keras has no half); see [L2].
  public static L2 l2(double lambda) {
    return new L2(lambda);
  }

  /// Both; see [ElasticNet].
  public static ElasticNet elasticNet(double l1, double l2) {
    return new ElasticNet(l1, l2);
  }
}
