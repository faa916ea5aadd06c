package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.AveragePooling2d;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Windows;

/// Keeps the mean of every window. Has nothing to learn. Takes [batch, channels, height, width] and
/// pools each channel by itself.
///
/// @param windows sizes, steps and padding
public record AvgPool2d(Windows windows) implements LayerSpec {

  /// Square windows side by side.
  public AvgPool2d(int size) {
    this(Windows.of(size));
  }

  /// The same with another step.
  public AvgPool2d stride(int pixels) {
    return new AvgPool2d(
        new Windows(
            windows.height(),
            windows.width(),
            pixels,
            pixels,
            windows.padding(),
            windows.ceilMode()));
  }

  /// The same with a border on every side.
  public AvgPool2d padding(int pixels) {
    return new AvgPool2d(windows.padded(Padding.of(pixels)));
  }

  /// The same, with windows that hang over the border.
  public AvgPool2d ceilMode() {
    return new AvgPool2d(windows.ceil());
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.image(input);
    var op = new AveragePooling2d(windows, true);
    return Layer.fixed(x -> Tensor.apply(op, x));
  }

  @Override
  public String describe() {
    return "avgPool2d(" + Sizes.kernel(windows.height(), windows.width()) + ")";
  }

  @Override
  public String pattern() {
    return "POOL";
  }

  @Override
  public boolean transparent() {
    return true;
  }
}
