package dev.gradus.engine.backend;

/// Everything about a 2-D convolution but its numbers. Input is [batch, inChannels, inHeight,
/// inWidth], weights [outChannels, inChannels / groups, kernelHeight, kernelWidth], output [batch,
/// outChannels, outHeight, outWidth]. As everywhere in the field the kernel is not flipped
/// (cross-correlation).
///
/// @param batch number of images
/// @param inChannels channels of an input image
/// @param inHeight rows of an input image
/// @param inWidth columns of an input image
/// @param outChannels number of filters
/// @param kernelHeight rows of a filter
/// @param kernelWidth columns of a filter
/// @param strideHeight step downwards
/// @param strideWidth step to the right
/// @param padTop zero rows above
/// @param padBottom zero rows below
/// @param padLeft zero columns on the left
/// @param padRight zero columns on the right
/// @param dilationHeight distance of neighbouring filter rows, 1 for a dense filter
/// @param dilationWidth distance of neighbouring filter columns
/// @param groups filters and channels fall into this many separate groups
public record ConvGeometry(
    int batch,
    int inChannels,
    int inHeight,
    int inWidth,
    int outChannels,
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int padTop,
    int padBottom,
    int padLeft,
    int padRight,
    int dilationHeight,
    int dilationWidth,
    int groups) {

  /// Rows of the output: floor((in + pad - dilation (kernel - 1) - 1) / stride) + 1.
  public int outHeight() {
    return (inHeight + padTop + padBottom - dilationHeight * (kernelHeight - 1) - 1) / strideHeight
        + 1;
  }

  /// Columns of the output.
  public int outWidth() {
    return (inWidth + padLeft + padRight - dilationWidth * (kernelWidth - 1) - 1) / strideWidth + 1;
  }

  /// Elements of the input.
  public int inputSize() {
    return batch * inChannels * inHeight * inWidth;
  }

  /// Elements of the output.
  public int outputSize() {
    return batch * outChannels * outHeight() * outWidth();
  }

  /// Elements of the weights.
  public int weightSize() {
    return outChannels * (inChannels / groups) * kernelHeight * kernelWidth;
  }

  /// Multiply-adds of the forward pass.
  public long macs() {
    return (long) outputSize() * (inChannels / groups) * kernelHeight * kernelWidth;
  }
}
