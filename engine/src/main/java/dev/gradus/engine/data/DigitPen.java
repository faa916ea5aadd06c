package dev.gradus.engine.data;

import java.util.Arrays;

/// Draws pen strokes on a square grey image by the distance of every pixel to them, with soft
/// edges.
final class DigitPen {
  private final int side;
  private final double[] ink;

  DigitPen(int side) {
    this.side = side;
    this.ink = new double[side * side];
  }

  void clear() {
    Arrays.fill(ink, 0);
  }

  /// The ink at each pixel, 0 to 1.
  double[] ink() {
    return ink;
  }

  /// A straight piece from `(x0, y0)` to `(x1, y1)`, its half width going from `r0` to `r1`. Pixel
  /// centres lie at whole numbers plus a half.
  void line(double x0, double y0, double r0, double x1, double y1, double r1, double soft) {
    double reach = Math.max(r0, r1) + soft;
    int left = bound(Math.min(x0, x1) - reach);
    int right = bound(Math.max(x0, x1) + reach);
    int top = bound(Math.min(y0, y1) - reach);
    int bottom = bound(Math.max(y0, y1) + reach);
    double dx = x1 - x0;
    double dy = y1 - y0;
    double square = dx * dx + dy * dy;
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - x0;
        double py = row + 0.5 - y0;
        double t = square > 0 ? Math.clamp((px * dx + py * dy) / square, 0, 1) : 0;
        double ex = px - t * dx;
        double ey = py - t * dy;
        double edge = r0 + t * (r1 - r0) - Math.sqrt(ex * ex + ey * ey);
        double cover = edge / (2 * soft) + 0.5;
        int at = row * side + column;
        if (cover > ink[at]) {
          ink[at] = Math.min(1, cover);
        }
      }
    }
  }

  private int bound(double v) {
    return Math.clamp((long) v, 0, side - 1);
  }
}
