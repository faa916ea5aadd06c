package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// Softmax over the last dimension: scores become probabilities. Not needed before the softmax
/// cross-entropy loss, which takes the scores themselves.
public record Softmax() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(Tensor::softmax);
  }
}
