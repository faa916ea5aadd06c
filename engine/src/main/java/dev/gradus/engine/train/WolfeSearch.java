package dev.gradus.engine.train;

/// Finds a step along a descent direction that keeps the strong Wolfe conditions: the value falls
/// by at least c1 = 1e-4 of what the first slope promises, and the slope shrinks to at most c2 =
/// 0.9 of the first one.
///
/// Source: Nocedal, Wright, "Numerical Optimization", 2nd edition, algorithms 3.5 and 3.6, with
/// cubic interpolation (eq. 3.59).
final class WolfeSearch {
  private static final double DESCENT = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int TRIES = 20;

  /// A place on the line.
  ///
  /// @param step how far along
  /// @param value of the function
  /// @param slope derivative by the step
  record Point(double step, double value, double slope) {}

  /// Measures a place on the line.
  @FunctionalInterface
  interface Line {
    Point at(double step);
  }

  private final Line line;
  private final Point zero;
  private int left = TRIES;

  private WolfeSearch(Line line, Point zero) {
    this.line = line;
    this.zero = zero;
  }

  /// The place found: one with a smaller value than `zero`, or `zero` itself.
  ///
  /// @param zero step 0, with a negative slope
  /// @param first the step to try first
  static Point search(Line line, Point zero, double first) {
    return new WolfeSearch(line, zero).bracket(first);
  }

  private boolean tooHigh(Point p) {
    return !(p.value <= zero.value + DESCENT * p.step * zero.slope);
  }

  private boolean flat(Point p) {
    return Math.abs(p.slope) <= -CURVATURE * zero.slope;
  }

  private Point bracket(double first) {
    var last = zero;
    double step = first;
    while (left-- > 0) {
      var p = line.at(step);
      if (tooHigh(p) || (last.step > 0 && p.value >= last.value)) {
        return zoom(last, p);
      }
      if (flat(p)) {
        return p;
      }
      if (p.slope >= 0) {
        return zoom(p, last);
      }
      last = p;
      step *= 3;
    }
    return last;
  }

  /// Narrows an interval that holds a good step.
  ///
  /// @param good the end with the smaller value, which descends towards the other
  private Point zoom(Point good, Point bad) {
    var low = good;
    var high = bad;
    while (left-- > 0 && Math.abs(high.step - low.step) > 1e-12 * Math.max(1, low.step)) {
      var p = line.at(between(low, high));
      if (tooHigh(p) || p.value >= low.value) {
        high = p;
        continue;
      }
      if (flat(p)) {
        return p;
      }
      if (p.slope * (high.step - low.step) >= 0) {
        high = low;
      }
      low = p;
    }
    return low;
  }

  /// The minimum of the cubic through both ends, kept off them.
  private static double between(Point a, Point b) {
    double width = b.step - a.step;
    double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
    double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - a.slope * b.slope);
    double cubic = b.step - width * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
    double share = (cubic - a.step) / width;
    return a.step + width * (Double.isNaN(share) ? 0.5 : Math.clamp(share, 0.1, 0.9));
  }
}
