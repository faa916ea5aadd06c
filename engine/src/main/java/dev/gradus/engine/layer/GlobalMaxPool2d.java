package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.MaxPooling2d;
import dev.gradus.engine.op.Windows;

/// The largest number of every feature map: [batch, channels, height, width] becomes [batch,
/// channels]. Whether a pattern occurs, not where. On a tie the first in row-major order counts.
///
/// Errors: ShapeException for a sample that is not [channels, height, width]; GradusException for
/// one without pixels.
///
/// Source: Keras' `GlobalMaxPooling2D`.
public record GlobalMaxPool2d() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.image(input);
    var op = new MaxPooling2d(Windows.of(1).sized(input.dim(1), input.dim(2)));
    return Layer.fixed(x -> Tensor.apply(op, x).flatten());
  }
}
