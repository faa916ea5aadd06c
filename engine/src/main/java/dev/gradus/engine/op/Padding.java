package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;

/// How many rows and columns are added around an image: a number for each side, or as many as
/// "same" or "causal" needs.
///
/// Errors: GradusException for a negative number.
public sealed interface Padding {

  /// The numbers for an image.
  ///
  /// @param inHeight rows of the image
  /// @param inWidth columns of the image
  /// @param kernelHeight rows of the window
  /// @param kernelWidth columns of the window
  /// @param strideHeight step downwards
  /// @param strideWidth step to the right
  /// @param dilationHeight distance of neighbouring window rows, 1 for a dense window
  /// @param dilationWidth distance of neighbouring window columns
  Sides resolve(
      int inHeight,
      int inWidth,
      int kernelHeight,
      int kernelWidth,
      int strideHeight,
      int strideWidth,
      int dilationHeight,
      int dilationWidth);

  /// The same number on all four sides.
  static Padding of(int size) {
    return of(size, size);
  }

  /// `height` rows above and below, `width` columns left and right.
  static Padding of(int height, int width) {
    return new Sides(height, height, width, width);
  }

  /// A number for each side.
  static Padding of(int top, int bottom, int left, int right) {
    return new Sides(top, bottom, left, right);
  }

  /// None: the window stays inside the image.
  static Padding valid() {
    return of(0);
  }

  /// As much as makes the output ceil(size / stride) rows and columns; with stride 1 the output has
  /// the size of the image. An odd total puts the extra row below and the extra column on the
  /// right, as TensorFlow does, and PyTorch, which knows "same" for stride 1 only.
  static Padding same() {
    return new Same();
  }

  /// Before the first row and column only, as much as makes an output see no input behind its own
  /// place; with stride 1 the output has the size of the input. For sequences: no look into the
  /// future.
  static Padding causal() {
    return new Causal();
  }

  /// Known numbers.
  ///
  /// @param top rows above
  /// @param bottom rows below
  /// @param left columns on the left
  /// @param right columns on the right
  record Sides(int top, int bottom, int left, int right) implements Padding {
    /// Checks that no side is negative.
    ///
    /// @throws GradusException if one is negative
    public Sides {
      if (top < 0 || bottom < 0 || left < 0 || right < 0) {
        throw new GradusException(
            "padding cannot be negative, got top "
                + top
                + ", bottom "
                + bottom
                + ", left "
                + left
                + ", right "
                + right
                + ". Use 0 for none.");
      }
    }

    /// Whether opposite sides are equal.
    public boolean symmetric() {
      return top == bottom && left == right;
    }

    @Override
    public Sides resolve(
        int inHeight,
        int inWidth,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth) {
      return this;
    }
  }

  /// See [#same()].
  record Same() implements Padding {
    @Override
    public Sides resolve(
        int inHeight,
        int inWidth,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth) {
      int rows = total(inHeight, kernelHeight, strideHeight, dilationHeight);
      int columns = total(inWidth, kernelWidth, strideWidth, dilationWidth);
      return new Sides(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    private static int total(int in, int kernel, int stride, int dilation) {
      int out = Math.ceilDiv(in, stride);
      return Math.max(0, (out - 1) * stride + dilation * (kernel - 1) + 1 - in);
    }
  }

  /// See [#causal()].
  record Causal() implements Padding {
    @Override
    public Sides resolve(
        int inHeight,
        int inWidth,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth) {
      return new Sides(
          dilationHeight * (kernelHeight - 1), 0, dilationWidth * (kernelWidth - 1), 0);
    }
  }
}
