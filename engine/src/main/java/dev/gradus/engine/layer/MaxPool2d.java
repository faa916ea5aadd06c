package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.MaxPooling2d;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Windows;

/// Keeps the largest number of every window. On a tie the first in row-major order counts. Has
/// nothing to learn. Takes [batch, channels, height, width] and pools each channel by itself.
///
/// @param windows sizes, steps and padding
public record MaxPool2d(Windows windows) implements LayerSpec {

  /// Square windows side by side.
  public MaxPool2d(int size) {
    this(Windows.of(size));
  }

  /// The same with another step.
  public MaxPool2d stride(int pixels) {
    return new MaxPool2d(
        new Windows(
            windows.height(),
            windows.width(),
            pixels,
            pixels,
            windows.padding(),
            windows.ceilMode()));
  }

  /// The same with a border on every side.
  public MaxPool2d padding(int pixels) {
    return new MaxPool2d(windows.padded(Padding.of(pixels)));
  }

  /// The same, with windows that hang over the border.
  public MaxPool2d ceilMode() {
    return new MaxPool2d(windows.ceil());
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.image(input);
    var op = new MaxPooling2d(windows);
    return Layer.fixed(x -> Tensor.apply(op, x));
  }

  @Override
  public String describe() {
    return "maxPool2d(" + Sizes.kernel(windows.height(), windows.width()) + ")";
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
