package dev.gradus.engine.layer;

import dev.gradus.engine.Tensor;
import java.util.function.UnaryOperator;

/// Sequences as images of height 1.
final class Sequences {
  private Sequences() {}

  /// Applies to x [batch, channels, steps] what is meant for [batch, channels, 1, steps].
  static Tensor asImages(Tensor x, UnaryOperator<Tensor> operation) {
    var s = x.shape();
    var y = operation.apply(x.reshape(s.dim(0), s.dim(1), 1, s.dim(2)));
    return y.reshape(s.dim(0), y.shape().dim(1), y.shape().dim(3));
  }
}
