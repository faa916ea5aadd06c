package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// Softmax over the last dimension: scores become probabilities. Not needed before the softmax
/// cross-entropy loss, which takes the scores themselves.
///
/// Takes [batch, ..., n] and gives the same: y = e^x / sum of e^x, rows that sum to 1.
///
/// Errors: ShapeException for a sample without dimensions.
///
/// Source: Bridle, "Probabilistic interpretation of feedforward classification network outputs",
/// 1990.
public record Softmax() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.rows(input);
    return Layer.fixed(Tensor::softmax);
  }
}
