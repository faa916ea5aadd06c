package dev.gradus.magics.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.stream.IntStream;

/// One line of a chart.
///
/// @param name as in the legend
/// @param x numbers that do not fall
/// @param y as many numbers
/// @param style how it is drawn
record Line(String name, double[] x, double[] y, Style style) {

  /// What stands at every point.
  enum Mark {
    /// Nothing.
    NONE,
    /// A disc.
    CIRCLE,
    /// A square on its corner.
    DIAMOND,
    /// Nothing; instead of a line through its points, one from bottom to top at every x.
    RULE,
    /// Nothing; the points are the corners of an area that is filled.
    AREA
  }

  /// How many points are one of so many.
  int stride(int most) {
    return (x.length + most - 1) / most;
  }

  /// The same line, or if it has more points than that, every second, third and so on, and the
  /// last.
  Line thinned(int most) {
    int stride = stride(most);
    if (stride <= 1) {
      return this;
    }
    int last = x.length - 1;
    int[] kept = IntStream.rangeClosed(0, last).filter(i -> i % stride == 0 || i == last).toArray();
    return new Line(
        name,
        Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> y[i]).toArray(),
        style);
  }

  /// How a line is drawn.
  ///
  /// @param color of line and marks
  /// @param width in CSS pixels; 0 for marks alone
  /// @param dashed whether it is broken
  /// @param mark at every point
  record Style(Color color, float width, boolean dashed, Mark mark) {
    BasicStroke stroke() {
      return dashed
          ? new BasicStroke(
              width,
              BasicStroke.CAP_BUTT,
              BasicStroke.JOIN_ROUND,
              10,
              new float[] {3 * width, 2 * width},
              0)
          : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
  }
}
