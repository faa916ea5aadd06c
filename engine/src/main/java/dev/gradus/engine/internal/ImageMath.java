package dev.gradus.engine.internal;

import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.Convolution2d;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Reverse;

/// What tensors that are images can do, apart from the layers.
public final class ImageMath {
  private ImageMath() {}

  /// See [Tensor#crossCorrelate].
  ///
  /// @throws ShapeException if one is no single image, or the kernel is larger than the image
  public static Tensor crossCorrelate(Tensor image, Tensor kernel) {
    var y = Tensor.apply(Convolution2d.of(Padding.valid()), single(image), single(kernel));
    return y.reshape(y.shape().dim(2), y.shape().dim(3));
  }

  private static Tensor single(Tensor x) {
    var s = Given.one("the kernel or image", x).shape();
    if (s.rank() != 2) {
      throw new ShapeException(
          "expected a single image [height, width] and a kernel [rows, columns], got "
              + s
              + ". For batches with channels use conv2d.");
    }
    return x.reshape(1, 1, s.dim(0), s.dim(1));
  }

  /// See [Tensor#convolve].
  ///
  /// @throws ShapeException if one is no single image, or the kernel is larger than the image
  public static Tensor convolve(Tensor image, Tensor kernel) {
    return crossCorrelate(image, Tensor.apply(new Reverse(), kernel));
  }

  /// See [Tensor#toChannelsLast].
  ///
  /// @throws ShapeException if x is neither an image nor a batch of images
  public static Tensor toChannelsLast(Tensor x) {
    return switch (x.shape().rank()) {
      case 3 -> x.permute(1, 2, 0);
      case 4 -> x.permute(0, 2, 3, 1);
      default -> throw noImage(x, "[batch, channels, height, width] or [channels, height, width]");
    };
  }

  /// See [Tensor#toChannelsFirst].
  ///
  /// @throws ShapeException if x is neither an image nor a batch of images
  public static Tensor toChannelsFirst(Tensor x) {
    return switch (x.shape().rank()) {
      case 3 -> x.permute(2, 0, 1);
      case 4 -> x.permute(0, 3, 1, 2);
      default -> throw noImage(x, "[batch, height, width, channels] or [height, width, channels]");
    };
  }

  private static ShapeException noImage(Tensor x, String expected) {
    return new ShapeException(
        "expected " + expected + ", got " + x.shape() + ". Grey images need a channel: reshape.");
  }
}
