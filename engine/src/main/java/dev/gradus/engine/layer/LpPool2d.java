package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.LpPooling2d;
import dev.gradus.engine.op.Windows;

/// Keeps the p-norm (sum |x|^p)^(1/p) of every window; with p = 2 the root of the sum of squares
/// (L2 pooling). The gradient at an all-zero window is 0. Source: Sermanet, Chintala, LeCun,
/// "Convolutional Neural Networks Applied to House Numbers Digit Classification", ICPR 2012.
///
/// @param windows sizes, steps and padding
/// @param power p, at least 1
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
