package dev.gradus.engine.backend;

/// Everything about a 2-D pooling but its numbers. Input is [batch, channels, inHeight, inWidth],
/// output [batch, channels, outHeight, outWidth]. Windows may hang over the right and bottom border
/// (ceil mode): what lies outside does not count.
///
/// @param batch number of images
/// @param channels channels, each pooled by itself
/// @param inHeight rows of the input
/// @param inWidth columns of the input
/// @param kernelHeight rows of the window
/// @param kernelWidth columns of the window
/// @param strideHeight step downwards
/// @param strideWidth step to the right
/// @param padHeight padding above and below; it never wins a maximum
/// @param padWidth padding left and right
/// @param outHeight rows of the output
/// @param outWidth columns of the output
public record PoolGeometry(
    int batch,
    int channels,
    int inHeight,
    int inWidth,
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int padHeight,
    int padWidth,
    int outHeight,
    int outWidth) {

  /// Elements of the input.
  public int inputSize() {
    return batch * channels * inHeight * inWidth;
  }

  /// Elements of the output.
  public int outputSize() {
    return batch * channels * outHeight * outWidth;
  }
}
