package dev.gradus.magics.figure;

import java.awt.BasicStroke;
import java.awt.Color;

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
