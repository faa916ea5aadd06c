package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Conv2d;
import dev.gradus.engine.layer.ImagePooling;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Wrapping;
import dev.gradus.engine.op.Padding;
import dev.gradus.magics.MagicsException;
import java.util.Locale;

/// Where a window stands: its size, its steps and the border around the image.
///
/// @param height of the image
/// @param width of the image
/// @param rows of the window
/// @param columns of the window
/// @param down step
/// @param right step
/// @param dilation distance of neighbouring rows and columns of the window
/// @param top border
/// @param left border
/// @param bottom border, as far as a window reaches
/// @param rightBorder as far as a window reaches
/// @param outHeight positions below each other
/// @param outWidth positions beside each other
record Slide(
    int height,
    int width,
    int rows,
    int columns,
    int down,
    int right,
    int dilation,
    int top,
    int left,
    int bottom,
    int rightBorder,
    int outHeight,
    int outWidth) {

  /// A square window.
  static Slide square(int height, int width, int kernel, int stride, int padding) {
    int outHeight = (height + 2 * padding - kernel) / stride + 1;
    int outWidth = (width + 2 * padding - kernel) / stride + 1;
    return new Slide(
        height, width, kernel, kernel, stride, stride, 1, padding, padding, padding, padding,
        outHeight, outWidth);
  }

  /// The window of a convolution or of pooling.
  ///
  /// @throws MagicsException if the layer is another one; the message names those that slide
  static Slide of(Model model, String name) {
    var layer = LayerChoice.find(model, name);
    var spec = bare(layer.spec());
    if (spec instanceof Conv2d conv) {
      var w = conv.window();
      return of(
          layer,
          w.height(),
          w.width(),
          w.strideHeight(),
          w.strideWidth(),
          w.dilation(),
          w.padding());
    }
    if (spec instanceof ImagePooling<?> pool) {
      var w = pool.windows();
      return of(layer, w.height(), w.width(), w.strideHeight(), w.strideWidth(), 1, w.padding());
    }
    throw new MagicsException(
        name
            + " ("
            + layer.spec().describe()
            + ") has no window that slides over an image. "
            + LayerChoice.those(model, Slide::slides, "Layers that have one"));
  }

  /// Whether a layer has a window.
  static boolean slides(BuiltLayer layer) {
    return bare(layer.spec()) instanceof Conv2d || bare(layer.spec()) instanceof ImagePooling;
  }

  private static LayerSpec bare(LayerSpec spec) {
    var inner = spec;
    while (inner instanceof Wrapping wrapping) {
      inner = wrapping.spec();
    }
    return inner;
  }

  private static Slide of(
      BuiltLayer layer, int rows, int columns, int down, int right, int dilation, Padding padding) {
    int height = layer.input().dim(1);
    int width = layer.input().dim(2);
    var sides = padding.resolve(height, width, rows, columns, down, right, dilation, dilation);
    int outHeight = layer.output().dim(1);
    int outWidth = layer.output().dim(2);
    int reachDown = (outHeight - 1) * down + dilation * (rows - 1) + 1;
    int reachRight = (outWidth - 1) * right + dilation * (columns - 1) + 1;
    return new Slide(
        height,
        width,
        rows,
        columns,
        down,
        right,
        dilation,
        sides.top(),
        sides.left(),
        Math.max(sides.bottom(), reachDown - height - sides.top()),
        Math.max(sides.right(), reachRight - width - sides.left()),
        outHeight,
        outWidth);
  }

  int positions() {
    return outHeight * outWidth;
  }

  /// Rows of the image with its border.
  int tall() {
    return top + height + bottom;
  }

  /// Columns of the image with its border.
  int wide() {
    return left + width + rightBorder;
  }

  /// The first row of a position's window in the image; negative in the border.
  int row(int position) {
    return position / outWidth * down - top;
  }

  /// The first column of a position's window in the image.
  int column(int position) {
    return position % outWidth * right - left;
  }

  /// From the first to the last row of the window.
  int reachDown() {
    return dilation * (rows - 1) + 1;
  }

  /// From the first to the last column of the window.
  int reachRight() {
    return dilation * (columns - 1) + 1;
  }

  /// The mean of each window, zeros in the border; what pooling by means would give.
  ///
  /// @param image rows of the image one after the other
  float[] means(float[] image) {
    var means = new float[positions()];
    for (int p = 0; p < means.length; p++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          int y = row(p) + i * dilation;
          int x = column(p) + j * dilation;
          sum += y < 0 || x < 0 || y >= height || x >= width ? 0 : image[y * width + x];
        }
      }
      means[p] = (float) (sum / (rows * columns));
    }
    return means;
  }

  /// As `5x5 window over 28x28, stride 1, padding 2`.
  String words() {
    var text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%dx%d window over %dx%d", rows, columns, height, width));
    text.append(", stride ").append(down == right ? "" + down : down + " down and " + right);
    if (top + left + bottom + rightBorder > 0) {
      boolean even = top == left && top == bottom && top == rightBorder;
      text.append(", padding ");
      text.append(
          even
              ? "" + top
              : String.format(
                  Locale.ROOT,
                  "top %d, left %d, bottom %d, right %d",
                  top,
                  left,
                  bottom,
                  rightBorder));
    }
    return text.append(dilation == 1 ? "" : ", dilation " + dilation).toString();
  }
}
