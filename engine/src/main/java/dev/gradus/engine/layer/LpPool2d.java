package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.LpPooling2d;
import dev.gradus.engine.op.Windows;

/// Keeps the p-norm (sum |x|^p)^(1/p) of every window; with p = 2 the root of the sum of squares
/// (L2 pooling). The gradient at an all-zero window is 0. Source: Sermanet, Chintala, LeCun,
/// "Convolutional Neural Networks Applied to House Numbers Digit Classification", ICPR 2012.
///
/// Takes [batch, channels, height, width], gives [batch, channels, outHeight, outWidth], sizes as
/// [ImagePooling] says.
///
/// Errors: GradusException for a power below 1 or infinite, a window or step below 1, or padding
/// above half a window; ShapeException for a sample that is not [channels, height, width], or a
/// window that does not fit into the padded image.
///
/// @param windows sizes, steps and padding; by default side by side, without padding, floor
/// @param power p, at least 1; 2 by default
public record LpPool2d(Windows windows, double power) implements ImagePooling<LpPool2d> {

  /// Checks the power.
  public LpPool2d {
    power = new LpPooling2d(windows, power).power();
  }

  /// Square windows side by side, p = 2.
  public LpPool2d(int size) {
    this(Windows.of(size), 2);
  }

  /// The same with another p.
  public LpPool2d power(double p) {
    return new LpPool2d(windows, p);
  }

  @Override
  public LpPool2d over(Windows other) {
    return new LpPool2d(other, power);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.image(input);
    var op = new LpPooling2d(windows, power);
    return Layer.fixed(x -> Tensor.apply(op, x));
  }
}
