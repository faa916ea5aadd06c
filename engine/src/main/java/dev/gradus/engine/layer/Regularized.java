package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.train.Regularizer;

/// A layer whose weights pay a penalty in training; see [LayerSpec#regularized]. Parameters of rank
/// 0 and 1, as biases, are exempt.
///
/// Takes and gives what the layer does.
///
/// Errors: GradusException for a missing penalty or layer; what the layer refuses.
///
/// Source: the papers at the penalties; Keras' `kernel_regularizer`.
///
/// @param penalty for every weight of rank 2 or more
/// @param spec the layer
public record Regularized(Regularizer penalty, LayerSpec spec) implements Wrapping {
  /// Checks that there is one.
  public Regularized {
    Given.one("the penalty", penalty);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    var layer = spec.build(input, init);
    layer.parameters().stream()
        .filter(w -> w.shape().rank() > 1 && !w.isBuffer())
        .forEach(w -> w.regularizer(penalty));
    return layer;
  }

  @Override
  public String describe() {
    return spec.describe() + "." + penalty.describe();
  }
}
