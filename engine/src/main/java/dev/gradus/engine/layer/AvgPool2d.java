package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.AveragePooling2d;
import dev.gradus.engine.op.Windows;

/// Keeps the mean of every window. Padding counts as zeros, as in PyTorch.
///
/// Takes [batch, channels, height, width], gives [batch, channels, outHeight, outWidth], sizes as
/// [ImagePooling] says: y = sum of x over the window / numbers of the window.
///
/// Errors: GradusException for a window or step below 1, padding above half a window, or padding
/// that differs on opposite sides; ShapeException for a sample that is not [channels, height,
/// width], or a window that does not fit into the padded image.
///
/// Source: `torch.nn.AvgPool2d`; LeCun, Bottou, Bengio, Haffner, Proc. IEEE 1998, section II.B.
///
/// @param windows sizes, steps and padding; by default side by side, without padding, floor
public record AvgPool2d(Windows windows) implements ImagePooling<AvgPool2d> {

  /// Square windows side by side.
  public AvgPool2d(int size) {
    this(Windows.of(size));
  }

  @Override
  public AvgPool2d over(Windows other) {
    return new AvgPool2d(other);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.image(input);
    var op = new AveragePooling2d(windows, true);
    return Layer.fixed(x -> Tensor.apply(op, x));
  }
}
