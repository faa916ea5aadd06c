package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// A rule that weights keep: enforced after every step.
public interface Constraint {
  /// Changes the weights in place so that they keep it.
  ///
  /// @param shape shape of the parameter: [in, out] of a dense layer, [filters, channels, rows,
  ///   columns] of a convolution
  void enforce(Backend backend, Shape shape, Slice weights);

  /// As `maxNorm(3.0)`.
  String describe();
}
