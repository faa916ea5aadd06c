package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// The lengths of the units' incoming weight vectors.
final class UnitNorms {
  private UnitNorms() {}

  /// Brings all lengths between two numbers: of the columns of [in, out], of the filters of
  /// [filters, channels, ...], of the whole of a parameter of rank 0 or 1.
  static void clamp(Backend backend, Shape shape, Slice weights, double low, double high) {
    int units =
        switch (shape.rank()) {
          case 0, 1 -> 1;
          case 2 -> shape.dim(1);
          default -> shape.dim(0);
        };
    if (weights.length() > 0) {
      int length = weights.length() / units;
      backend.updates().clampNorms(units, length, shape.rank() == 2, low, high, weights);
    }
  }
}
