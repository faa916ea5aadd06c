package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// 1 / (1 + e^-x), element by element: between 0 and 1, flat at both ends.
public record Sigmoid() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(Tensor::sigmoid);
  }
}
