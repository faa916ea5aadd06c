package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// Rectified linear unit: max(0, x), element by element. Source: Nair, Hinton, ICML 2010.
///
/// Takes any shape and gives the same.
///
/// Errors: none.
public record Relu() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(Tensor::relu);
  }

  @Override
  public boolean rectifies() {
    return true;
  }
}
