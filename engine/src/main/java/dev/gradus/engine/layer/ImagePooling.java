package dev.gradus.engine.layer;

import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Windows;

/// What the layers that pool windows of an image share: how the windows lie. Takes [batch,
/// channels, height, width] and pools each channel by itself; has nothing to learn.
///
/// Gives floor((size + 2 padding - window) / stride) + 1 rows and columns, the ceiling instead of
/// the floor with [#ceilMode()].
///
/// Errors: GradusException for a window or step below 1, or padding above half a window;
/// ShapeException for a sample that is not [channels, height, width], or a window that does not fit
/// into it.
///
/// @param <P> the layer
public interface ImagePooling<P extends ImagePooling<P>> extends LayerSpec {
  /// Sizes, steps and padding.
  Windows windows();

  /// The same with other windows.
  P over(Windows other);

  /// The same with windows that are not square.
  default P window(int height, int width) {
    return over(windows().sized(height, width));
  }

  /// The same with another step.
  default P stride(int pixels) {
    return stride(pixels, pixels);
  }

  /// The same with other steps.
  default P stride(int height, int width) {
    return over(windows().stepping(height, width));
  }

  /// The same with a border on every side.
  default P padding(int pixels) {
    return padding(Padding.of(pixels));
  }

  /// The same with another border.
  default P padding(Padding around) {
    return over(windows().padded(around));
  }

  /// The same, with windows that hang over the lower and right border.
  default P ceilMode() {
    return over(windows().ceil());
  }

  @Override
  default String describe() {
    return kind() + "(" + Sizes.kernel(windows().height(), windows().width()) + ")";
  }

  @Override
  default String pattern() {
    return "POOL";
  }

  @Override
  default boolean transparent() {
    return true;
  }
}
