package dev.gradus.magics.figure;

import java.awt.Color;

/// Signs of drawings of recurrent networks: letters with an index, arrows, operations in circles.
final class Symbols {
  private Symbols() {}

  /// A letter with a smaller index at its lower right, centred.
  static void indexed(
      Canvas canvas, String letter, String index, double x, double y, double size, Color color) {
    double own = Theme.width(letter, size, false);
    double small = size * 0.74;
    double left = x - (own + Theme.width(index, small, false)) / 2;
    canvas.text(letter, left, y, size, false, color, Canvas.Anchor.START);
    canvas.text(index, left + own, y + size * 0.28, small, false, color, Canvas.Anchor.START);
  }

  /// A line with a head.
  static void arrow(Canvas canvas, double x1, double y1, double x2, double y2, Color color) {
    double length = Math.max(1e-9, Math.hypot(x2 - x1, y2 - y1));
    double ux = (x2 - x1) / length;
    double uy = (y2 - y1) / length;
    double bx = x2 - 8 * ux;
    double by = y2 - 8 * uy;
    canvas.line(x1, y1, bx + ux, by + uy, color, 1.6);
    canvas.polygon(
        new double[] {x2, bx - 4.5 * uy, bx + 4.5 * uy},
        new double[] {y2, by + 4.5 * ux, by - 4.5 * ux},
        color);
  }

  /// A product of numbers at the same place.
  static void times(Canvas canvas, double x, double y) {
    canvas.circle(x, y, 11, Color.WHITE, Theme.INK);
    canvas.line(x - 5, y - 5, x + 5, y + 5, Theme.INK, 1.6);
    canvas.line(x - 5, y + 5, x + 5, y - 5, Theme.INK, 1.6);
  }

  /// A sum.
  static void plus(Canvas canvas, double x, double y) {
    canvas.circle(x, y, 11, Color.WHITE, Theme.INK);
    canvas.line(x - 6, y, x + 6, y, Theme.INK, 1.6);
    canvas.line(x, y - 6, x, y + 6, Theme.INK, 1.6);
  }

  /// A box with a word in its middle.
  static void box(Canvas canvas, String word, double x, double y, double width, Color fill) {
    canvas.box(x - width / 2, y - 14, width, 28, fill, Theme.FAINT, 1);
    canvas.text(word, x, y + 5, 14, false, Theme.INK, Canvas.Anchor.MIDDLE);
  }

  /// A number as it stands in drawings.
  static String number(double value) {
    return String.format(java.util.Locale.ROOT, "%.3f", value).replace('-', '\u2212');
  }
}
