package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// Hyperbolic tangent, element by element: between -1 and 1, zero-centred, flat at both ends.
public record Tanh() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(Tensor::tanh);
  }
}
