package dev.gradus.engine.backend.internal;

import java.util.Arrays;

/// Copies channels of an image with its zero border into working memory, so that kernels need no
/// border cases. Pixels may be spread apart with zeros between (the gradient of a stride).
final class PaddedImage {
  private PaddedImage() {}

  /// Copies `channels` images of `height` x `width` starting at `from`; the target, from `t0` on,
  /// has `rows` x `cols` for each channel, showing the image from row `top` and column `left` of it
  /// on, where image pixel (i, j) lies at (i * spreadRows, j * spreadCols).
  static void copy(
      float[] x,
      int from,
      int channels,
      int height,
      int width,
      int spreadRows,
      int spreadCols,
      int top,
      int left,
      int rows,
      int cols,
      float[] t,
      int t0) {
    for (int c = 0; c < channels; c++) {
      for (int q = 0; q < rows; q++) {
        int to = t0 + (c * rows + q) * cols;
        int u = q + top;
        if (u < 0 || u % spreadRows != 0 || u / spreadRows >= height) {
          Arrays.fill(t, to, to + cols, 0f);
          continue;
        }
        row(x, from + (c * height + u / spreadRows) * width, width, spreadCols, left, t, to, cols);
      }
    }
  }

  private static void row(
      float[] x, int at, int width, int spread, int left, float[] t, int to, int cols) {
    if (spread == 1) {
      int first = Math.min(cols, Math.max(0, -left));
      int last = Math.max(first, Math.min(cols, width - left));
      Arrays.fill(t, to, to + first, 0f);
      System.arraycopy(x, at + Math.min(width, first + left), t, to + first, last - first);
      Arrays.fill(t, to + last, to + cols, 0f);
      return;
    }
    for (int j = 0; j < cols; j++) {
      int v = j + left;
      t[to + j] = v >= 0 && v % spread == 0 && v / spread < width ? x[at + v / spread] : 0f;
    }
  }
}
