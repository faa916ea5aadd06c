package dev.gradus.magics.figure;

/// The range of an axis and the distance of its ticks, which is 1, 2 or 5 times a power of ten.
///
/// @param least where the axis begins
/// @param most where it ends
/// @param step from tick to tick
public record Scale(double least, double most, double step) {

  /// A scale of exactly this range.
  ///
  /// @param most number of steps at most
  static Scale of(double least, double most, int steps) {
    double span = most > least ? most - least : 1;
    return new Scale(least, least + span, step(span, steps));
  }

  /// A scale that begins and ends at ticks around these numbers.
  static Scale around(double least, double most, int steps) {
    double span = most > least ? most - least : Math.max(1e-9, Math.abs(most));
    double step = step(span, steps);
    double low = step * Math.floor(least / step + 1e-9);
    double high = step * Math.ceil(most / step - 1e-9);
    return new Scale(low, high > low ? high : low + step, step);
  }

  /// Whole numbers from 0; up to two, halves and fifths as well.
  static Scale epochs(int count) {
    return new Scale(0, count, count == 1 ? 0.2 : count == 2 ? 0.5 : Math.max(1, step(count, 7)));
  }

  /// Percent up to 100, beginning as near below the smallest number as reads well.
  static Scale percent(double least) {
    double low = 0;
    for (double start : new double[] {20, 40, 50, 60, 70, 80, 90, 95, 98, 99}) {
      low = least >= start + 0.08 * (100 - start) ? start : low;
    }
    return new Scale(low, 100, step(100 - low, 6));
  }

  private static double step(double span, int steps) {
    double rough = span / steps;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  double span() {
    return most - least;
  }

  /// A tick's label: as many digits as the step needs.
  String label(double value) {
    double size = Math.max(Math.abs(least), Math.abs(most));
    if (size >= 1e5 || size < 1e-3) {
      return value == 0 ? "0" : String.format(java.util.Locale.ROOT, "%.1e", value);
    }
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    double shown = Math.abs(value) < step * 1e-6 ? 0 : value;
    return String.format(java.util.Locale.ROOT, "%." + digits + "f", shown).replace('-', '\u2212');
  }
}
