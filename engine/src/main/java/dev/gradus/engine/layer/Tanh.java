package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// Hyperbolic tangent, element by element: between -1 and 1, zero-centred, flat at both ends.
///
/// Takes any shape and gives the same. tanh x = 2 sigmoid(2x) - 1; its slope 1 - y^2 is at most 1.
///
/// Errors: none.
///
/// Source: LeCun, Bottou, Orr, Mueller, "Efficient BackProp", 1998, section 4.4.
public record Tanh() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(Tensor::tanh);
  }
}
