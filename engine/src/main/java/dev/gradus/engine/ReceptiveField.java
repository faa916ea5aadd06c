package dev.gradus.engine;

/// The region of the input image that can change one number of a layer's result.
///
/// A window of k with dilation d on a result whose numbers stand s input pixels apart widens the
/// field by (k - 1) d s; a stride multiplies s. The border is not taken into account: a field may
/// be larger than the image.
///
/// @param height rows
/// @param width columns
/// @param strideHeight input rows between the fields of neighbouring numbers
/// @param strideWidth input columns between them
public record ReceptiveField(int height, int width, int strideHeight, int strideWidth) {

  /// That of a pixel of the input itself.
  public static ReceptiveField pixel() {
    return new ReceptiveField(1, 1, 1, 1);
  }

  /// After a window of so many rows and columns, moved by strides.
  public ReceptiveField through(int rows, int columns, int down, int right) {
    return new ReceptiveField(
        height + (rows - 1) * strideHeight,
        width + (columns - 1) * strideWidth,
        strideHeight * down,
        strideWidth * right);
  }

  /// Of a number that depends on both.
  public ReceptiveField with(ReceptiveField other) {
    return new ReceptiveField(
        Math.max(height, other.height),
        Math.max(width, other.width),
        Math.max(strideHeight, other.strideHeight),
        Math.max(strideWidth, other.strideWidth));
  }

  /// As `14x14`.
  @Override
  public String toString() {
    return height + "x" + width;
  }
}
