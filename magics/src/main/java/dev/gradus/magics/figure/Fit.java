package dev.gradus.magics.figure;

import java.util.Locale;

/// Texts that must fit into a place.
final class Fit {
  private Fit() {}

  /// A text, cut with an ellipsis if it is wider than a place.
  static String text(String text, double width, double size, boolean bold) {
    if (Theme.width(text, size, bold) <= width) {
      return text;
    }
    int n = text.length() - 1;
    while (n > 1 && Theme.width(text.substring(0, n) + "\u2026", size, bold) > width) {
      n--;
    }
    return text.substring(0, n) + "\u2026";
  }

  /// A number in at most three digits: `0.0123`, `12.3`, `1.2e-05`.
  static String number(double value) {
    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    var format =
        size < 1e-3 || size >= 1e5
            ? "%.1e"
            : size < 0.1
                ? "%.4f"
                : size < 1 ? "%.3f" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value).replace('-', '\u2212');
  }
}
