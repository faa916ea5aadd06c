package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.AveragePooling2d;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Windows;

/// Keeps the mean of every window of a sequence. Padding counts as zeros, as in PyTorch.
///
/// Errors: GradusException for a window or step below 1, or padding above half a window;
/// ShapeException for a sample that is not [channels, steps], or a window that does not fit into
/// it.
///
/// Source: `torch.nn.AvgPool1d`.
///
/// @param windows sizes, steps and padding, of an image of height 1; by default side by side,
///   without padding
public record AvgPool1d(Windows windows) implements SequencePooling<AvgPool1d> {

  /// Windows side by side.
  public AvgPool1d(int size) {
    this(new Windows(1, size, 1, size, Padding.valid(), false));
  }

  @Override
  public AvgPool1d over(Windows other) {
    return new AvgPool1d(other);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.sequence(input);
    var op = new AveragePooling2d(windows, true);
    return Layer.fixed(x -> Sequences.asImages(x, z -> Tensor.apply(op, z)));
  }
}
