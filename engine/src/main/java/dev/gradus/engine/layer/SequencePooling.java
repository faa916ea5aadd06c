package dev.gradus.engine.layer;

import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Windows;

/// What the layers that pool windows of a sequence share. Takes [batch, channels, steps] and pools
/// each channel by itself; has nothing to learn.
///
/// Gives floor((steps + 2 padding - window) / stride) + 1 steps.
///
/// Errors: GradusException for a window or step below 1, or padding above half a window;
/// ShapeException for a sample that is not [channels, steps], or a window that does not fit into
/// it.
///
/// @param <P> the layer
public interface SequencePooling<P extends SequencePooling<P>> extends LayerSpec {
  /// Sizes, steps and padding, of an image of height 1.
  Windows windows();

  /// The same with other windows.
  P over(Windows other);

  /// The same with another step.
  default P stride(int steps) {
    return over(windows().stepping(1, steps));
  }

  /// The same with a border on both sides.
  default P padding(int steps) {
    return over(windows().padded(Padding.of(0, steps)));
  }

  /// The same, with windows that hang over the end.
  default P ceilMode() {
    return over(windows().ceil());
  }

  @Override
  default String describe() {
    return kind() + "(" + windows().width() + ")";
  }
}
