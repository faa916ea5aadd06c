package dev.gradus.engine.layer;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.op.Convolution2d;
import dev.gradus.engine.op.Padding;

/// The window that a convolution slides over an image.
///
/// Errors: GradusException for a size, step or dilation below 1.
///
/// @param height rows
/// @param width columns
/// @param strideHeight step downwards, 1 by default
/// @param strideWidth step to the right, 1 by default
/// @param padding zeros around the image, none by default
/// @param dilation distance of neighbouring rows and columns of the window; 1, the default, for a
///   dense one
public record ConvWindow(
    int height, int width, int strideHeight, int strideWidth, Padding padding, int dilation) {

  /// Checks the sizes.
  public ConvWindow {
    Sizes.positive("a convolution", "a kernel height", height);
    Sizes.positive("a convolution", "a kernel width", width);
    Sizes.positive("a convolution", "a stride", Math.min(strideHeight, strideWidth));
    Sizes.positive("a convolution", "a dilation", dilation);
  }

  /// Dense, stride 1, no padding.
  public static ConvWindow of(int height, int width) {
    return new ConvWindow(height, width, 1, 1, Padding.valid(), 1);
  }

  /// The same with other sizes.
  public ConvWindow sized(int rows, int columns) {
    return new ConvWindow(rows, columns, strideHeight, strideWidth, padding, dilation);
  }

  /// The same with other steps.
  public ConvWindow stepping(int down, int right) {
    return new ConvWindow(height, width, down, right, padding, dilation);
  }

  /// The same with other padding.
  public ConvWindow padded(Padding around) {
    return new ConvWindow(height, width, strideHeight, strideWidth, around, dilation);
  }

  /// The same with gaps.
  public ConvWindow dilated(int distance) {
    return new ConvWindow(height, width, strideHeight, strideWidth, padding, distance);
  }

  /// The operation that slides it.
  Convolution2d operation(int groups) {
    return new Convolution2d(
        strideHeight, strideWidth, padding, dilation, dilation, groups, Activation.IDENTITY);
  }
}
