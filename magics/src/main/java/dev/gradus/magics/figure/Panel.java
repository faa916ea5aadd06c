package dev.gradus.magics.figure;

import java.util.List;
import org.knowm.xchart.XYChart;

/// A chart of lines with what it was made from.
///
/// @param axes its titles and scales
/// @param lines the first below the others
/// @param chart draws them
record Panel(Axes axes, List<Line> lines, XYChart chart) {

  /// How numbers become ticks of the x axis.
  enum Ticks {
    /// As they are.
    PLAIN,
    /// They are exponents of 10.
    POWERS,
    /// They are places in a list of names.
    NAMES
  }

  /// What stands beside the lines.
  ///
  /// @param names for [Ticks#NAMES]; empty otherwise
  record Axes(
      String title,
      String xTitle,
      String yTitle,
      Scale x,
      Scale y,
      Ticks ticks,
      List<String> names) {}

  Panel {
    lines = List.copyOf(lines);
  }

  /// The same axes with other lines for forms that thin them themselves; the chart keeps its own.
  Panel with(List<Line> others) {
    return new Panel(axes, others, chart);
  }

  /// With powers of ten along the x axis.
  Panel powers() {
    chart.getStyler().setxAxisTickLabelsFormattingFunction(RateCurve::power);
    return labelled(Ticks.POWERS, List.of());
  }

  /// With names along the x axis. XChart measures the label of a tick beyond each end, too, which
  /// it does not draw: that must differ from the others and be as high.
  Panel named(List<String> names) {
    chart
        .getStyler()
        .setxAxisTickLabelsFormattingFunction(at -> {
          int i = (int) Math.round(at);
          return i >= 0 && i < names.size() ? names.get(i) : "X" + i;
        });
    return labelled(Ticks.NAMES, names);
  }

  private Panel labelled(Ticks ticks, List<String> names) {
    var a = axes;
    return new Panel(
        new Axes(a.title(), a.xTitle(), a.yTitle(), a.x(), a.y(), ticks, List.copyOf(names)),
        lines,
        chart);
  }
}
