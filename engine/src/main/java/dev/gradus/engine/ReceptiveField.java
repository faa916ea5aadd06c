package dev.gradus.engine;

import dev.gradus.engine.internal.Given;
import dev.gradus.engine.op.Windowed;

/// The region of the input image that can change one number of a layer's result.
///
/// A window of k with dilation d on a result whose numbers stand s input pixels apart widens the
/// field by (k - 1) d s; a stride multiplies s. The border is not taken into account: a field may
/// be larger than the image.
///
/// Source: Araujo, Norris, Sim, "Computing receptive fields of convolutional neural networks",
/// Distill 2019.
///
/// @param height rows
/// @param width columns
/// @param strideHeight input rows between the fields of neighbouring numbers
/// @param strideWidth input columns between them
/// @param top the row in which the field of the first number begins; negative in padding; 0 by
///   default
/// @param left the column in which it begins; 0 by default
public record ReceptiveField(
    int height, int width, int strideHeight, int strideWidth, int top, int left) {

  /// A field that begins at the first pixel.
  public ReceptiveField(int height, int width, int strideHeight, int strideWidth) {
    this(height, width, strideHeight, strideWidth, 0, 0);
  }

  /// That of a pixel of the input itself.
  public static ReceptiveField pixel() {
    return new ReceptiveField(1, 1, 1, 1);
  }

  /// After a window over the numbers that have this field.
  public ReceptiveField through(Windowed.Window w) {
    return new ReceptiveField(
        height + (w.height() - 1) * strideHeight,
        width + (w.width() - 1) * strideWidth,
        strideHeight * w.strideHeight(),
        strideWidth * w.strideWidth(),
        top - w.top() * strideHeight,
        left - w.left() * strideWidth);
  }

  /// Of a number that depends on both.
  public ReceptiveField with(ReceptiveField other) {
    Given.one("the other field", other);
    int first = Math.min(top, other.top);
    int before = Math.min(left, other.left);
    return new ReceptiveField(
        Math.max(top + height, other.top + other.height) - first,
        Math.max(left + width, other.left + other.width) - before,
        Math.max(strideHeight, other.strideHeight),
        Math.max(strideWidth, other.strideWidth),
        first,
        before);
  }

  /// The first row of the image that the number in a row of the result sees; negative in padding.
  public int firstRow(int row) {
    return top + row * strideHeight;
  }

  /// The first column that the number in a column of the result sees.
  public int firstColumn(int column) {
    return left + column * strideWidth;
  }

  /// As `14x14`.
  @Override
  public String toString() {
    return height + "x" + width;
  }
}
