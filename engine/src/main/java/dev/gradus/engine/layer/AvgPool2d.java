package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.AveragePooling2d;
import dev.gradus.engine.op.Windows;

/// Keeps the mean of every window. Padding counts as zeros, as in PyTorch.
///
/// @param windows sizes, steps and padding
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
