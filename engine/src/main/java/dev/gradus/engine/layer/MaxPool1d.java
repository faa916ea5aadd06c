package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.MaxPooling2d;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Windows;

/// Keeps the largest number of every window of a sequence; on a tie the first counts.
///
/// Errors: GradusException for a window or step below 1, or padding above half a window;
/// ShapeException for a sample that is not [channels, steps], or a window that does not fit into
/// it.
///
/// Source: `torch.nn.MaxPool1d`.
///
/// @param windows sizes, steps and padding, of an image of height 1; by default side by side,
///   without padding
public record MaxPool1d(Windows windows) implements SequencePooling<MaxPool1d> {

  /// Windows side by side.
  public MaxPool1d(int size) {
    this(new Windows(1, size, 1, size, Padding.valid(), false));
  }

  @Override
  public MaxPool1d over(Windows other) {
    return new MaxPool1d(other);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.sequence(input);
    var op = new MaxPooling2d(windows);
    return Layer.fixed(x -> Sequences.asImages(x, z -> Tensor.apply(op, z)));
  }
}
