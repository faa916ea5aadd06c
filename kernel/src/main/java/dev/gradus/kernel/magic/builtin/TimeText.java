package dev.gradus.kernel.magic.builtin;

import java.util.Locale;

/// Times with three digits and a unit.
final class TimeText {
  private TimeText() {}

  /// `1.25 s`, `3.4 ms`, `870 ns`, `2 min 5 s`.
  static String of(double nanos) {
    if (nanos >= 60e9) {
      long seconds = Math.round(nanos / 1e9);
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (nanos >= 999.5e6) {
      return digits(nanos / 1e9) + " s";
    }
    if (nanos >= 999.5e3) {
      return digits(nanos / 1e6) + " ms";
    }
    return nanos >= 999.5 ? digits(nanos / 1e3) + " µs" : digits(nanos) + " ns";
  }

  private static String digits(double value) {
    String text =
        String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
