package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.MaxPoolWinners;
import dev.gradus.engine.op.MaxPooling2d;
import dev.gradus.engine.op.Windows;

/// Keeps the largest number of every window. On a tie the first in row-major order counts, for the
/// value and for the gradient; padding never wins. [#winners] tells which pixel it was.
///
/// Takes [batch, channels, height, width], gives [batch, channels, outHeight, outWidth], sizes as
/// [ImagePooling] says: y = max of x over the window.
///
/// Errors: GradusException for a window or step below 1, or padding above half a window;
/// ShapeException for a sample that is not [channels, height, width], or a window that does not fit
/// into the padded image.
///
/// Source: `torch.nn.MaxPool2d`; Ranzato, Huang, Boureau, LeCun, CVPR 2007.
///
/// @param windows sizes, steps and padding; by default side by side, without padding, floor
public record MaxPool2d(Windows windows) implements ImagePooling<MaxPool2d> {

  /// Square windows side by side.
  public MaxPool2d(int size) {
    this(Windows.of(size));
  }

  @Override
  public MaxPool2d over(Windows other) {
    return new MaxPool2d(other);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.image(input);
    var op = new MaxPooling2d(windows);
    return Layer.fixed(x -> Tensor.apply(op, x));
  }

  /// Where the maxima of x [batch, channels, height, width] are: for every window the index row *
  /// width + column of its pixel in the image. This is what pooling throws away.
  public Tensor winners(Tensor x) {
    var shape = x.shape();
    var inWindows = Tensor.apply(new MaxPoolWinners(windows), x);
    return Tensor.of(inWindows.shape(), windows.pixels(shape, inWindows.toArray()));
  }
}
