package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// Makes one row of features of every sample: [batch, ...] becomes [batch, features].
///
/// Errors: none; every sample has features.
///
/// Source: Keras' `Flatten`, `torch.nn.Flatten`.
public record Flatten() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(Tensor::flatten);
  }

  @Override
  public String pattern() {
    return "";
  }
}
