package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// 1 / (1 + e^-x), element by element: between 0 and 1, flat at both ends.
///
/// Takes any shape and gives the same. Its slope y (1 - y) is at most 1/4.
///
/// Errors: none.
///
/// Source: Rumelhart, Hinton, Williams, Nature 323, 1986, eq. 2.
public record Sigmoid() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(Tensor::sigmoid);
  }
}
