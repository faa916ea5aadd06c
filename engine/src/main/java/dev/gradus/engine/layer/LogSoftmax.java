package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// The logarithm of the softmax over the last dimension, stable also where the softmax itself is 0.
/// Not needed before the softmax cross-entropy loss, which takes the scores themselves.
///
/// Takes [batch, ..., n] and gives the same: y = x - ln(sum of e^x).
///
/// Errors: ShapeException for a sample without dimensions.
///
/// Source: `torch.nn.LogSoftmax` over the last dimension.
public record LogSoftmax() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.rows(input);
    return Layer.fixed(Tensor::logSoftmax);
  }
}
