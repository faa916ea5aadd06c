package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.PoolGeometry;
import dev.gradus.engine.internal.Given;

/// The windows of a pooling operation: sizes, steps, padding, and what happens at the border.
///
/// The output has floor((size + padding - window) / stride) + 1 rows and columns, in ceil mode the
/// ceiling instead of the floor, less one if the last window would start behind the image
/// (PyTorch's rule).
///
/// Errors: GradusException for windows or steps below 1 and for padding of more than half a window;
/// ShapeException for images that are not [batch, channels, height, width] or smaller than a
/// window.
///
/// @param height rows of a window
/// @param width columns of a window
/// @param strideHeight step downwards
/// @param strideWidth step to the right
/// @param padding around the image, at most half a window on a side; "same" gives ceil(size /
///   stride) windows
/// @param ceilMode keep the windows that hang over the lower and right border
public record Windows(
    int height, int width, int strideHeight, int strideWidth, Padding padding, boolean ceilMode) {

  /// Checks sizes, steps and padding.
  public Windows {
    Positive.check("window", height, width);
    Positive.check("stride", strideHeight, strideWidth);
    if (padding instanceof Padding.Sides sides && tooWide(sides, height, width)) {
      throw new GradusException(
          "padding may be at most half of the window, or a window would see no pixel; got "
              + sides
              + " for the window ["
              + height
              + ", "
              + width
              + "]. Use less padding.");
    }
  }

  private static boolean tooWide(Padding.Sides sides, int height, int width) {
    return Math.max(sides.top(), sides.bottom()) > height / 2
        || Math.max(sides.left(), sides.right()) > width / 2;
  }

  /// Square windows side by side, without padding.
  public static Windows of(int size) {
    return of(size, size);
  }

  /// Square windows with a stride, without padding.
  public static Windows of(int size, int stride) {
    return new Windows(size, size, stride, stride, Padding.valid(), false);
  }

  /// The same with other sizes.
  public Windows sized(int rows, int columns) {
    return new Windows(rows, columns, strideHeight, strideWidth, padding, ceilMode);
  }

  /// The same with other steps.
  public Windows stepping(int down, int right) {
    return new Windows(height, width, down, right, padding, ceilMode);
  }

  /// The same with padding.
  public Windows padded(Padding around) {
    return new Windows(height, width, strideHeight, strideWidth, around, ceilMode);
  }

  /// The same, with windows that hang over the border.
  public Windows ceil() {
    return new Windows(height, width, strideHeight, strideWidth, padding, true);
  }

  /// Size, step and padding for a batch of images, for the receptive field.
  public Windowed.Window window(Shape x) {
    var g = on(x);
    return new Windowed.Window(
        height, width, strideHeight, strideWidth, g.padHeight(), g.padWidth());
  }

  /// Sizes for a batch of images.
  ///
  /// @throws ShapeException if x is no batch of images or smaller than a window
  PoolGeometry on(Shape x) {
    Dims.checkImages(x);
    var pad =
        Given.one("the padding", padding)
            .resolve(x.dim(2), x.dim(3), height, width, strideHeight, strideWidth, 1, 1);
    int rows = x.dim(2) + pad.top() + pad.bottom();
    int columns = x.dim(3) + pad.left() + pad.right();
    if (x.dim(2) < 1 || x.dim(3) < 1 || rows < height || columns < width) {
      throw new ShapeException(
          "the window ["
              + height
              + ", "
              + width
              + "] does not fit into the padded image ["
              + rows
              + ", "
              + columns
              + "] (input "
              + x
              + "). Use a smaller window, or less pooling before it.");
    }
    return new PoolGeometry(
        x.dim(0),
        x.dim(1),
        x.dim(2),
        x.dim(3),
        height,
        width,
        strideHeight,
        strideWidth,
        pad.top(),
        pad.left(),
        count(rows, height, strideHeight, x.dim(2) + pad.top()),
        count(columns, width, strideWidth, x.dim(3) + pad.left()));
  }

  /// The number of windows along a side.
  ///
  /// @param end where the image ends and the padding behind it starts
  private int count(int padded, int window, int stride, int end) {
    if (!ceilMode) {
      return (padded - window) / stride + 1;
    }
    int windows = Math.ceilDiv(padded - window, stride) + 1;
    return (windows - 1) * stride >= end ? windows - 1 : windows;
  }

  /// The shape of the pooled images.
  Shape outputShape(Shape x) {
    var g = on(x);
    return Shape.of(g.batch(), g.channels(), g.outHeight(), g.outWidth());
  }

  /// Which pixels of images x are meant by indices inside windows, as [MaxPoolWinners] gives them.
  ///
  /// @param inWindows for every window row * width of the window + column
  /// @return for every window row * width of the image + column
  public float[] pixels(Shape x, float[] inWindows) {
    var g = on(x);
    int places = g.outHeight() * g.outWidth();
    var pixels = new float[inWindows.length];
    for (int i = 0; i < pixels.length; i++) {
      int place = i % places;
      int index = (int) inWindows[i];
      int row = place / g.outWidth() * strideHeight - g.padHeight() + index / width;
      int column = place % g.outWidth() * strideWidth - g.padWidth() + index % width;
      pixels[i] = row * g.inWidth() + column;
    }
    return pixels;
  }
}
