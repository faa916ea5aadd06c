package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;

/// An operation on images [batch, channels, height, width] in which a number of the result sees a
/// window of the input.
public interface Windowed extends Op {
  /// Size, step and beginning of the window.
  ///
  /// @param height rows it reaches over, gaps included
  /// @param width columns it reaches over
  /// @param strideHeight step downwards
  /// @param strideWidth step to the right
  /// @param top rows of padding above the image
  /// @param left columns of padding before it
  record Window(int height, int width, int strideHeight, int strideWidth, int top, int left) {}

  /// The window for inputs of these shapes.
  Window window(List<Shape> inputs);
}
