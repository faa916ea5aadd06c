package dev.gradus.magics.figure;

import java.awt.BasicStroke;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Lines over one pair of axes with ticks at chosen places and no legend of its own; the legend
/// stands below, see [ChartPicture].
final class LineChart {
  private static final double UNEVEN = 0.3819; // no multiple of a tick
  private static final int MOST_MARKS = 25;
  private static final int SOME_MARKS = 13;
  private static final String FRAME = "\u0000frame";

  private LineChart() {}

  /// A chart.
  ///
  /// @param width in CSS pixels
  /// @param lines what is drawn, the first below the others
  static Panel of(
      String title, String xTitle, String yTitle, Scale x, Scale y, int width, List<Line> lines) {
    return of(title, xTitle, yTitle, x, y, width, Theme.CHART_HEIGHT, lines);
  }

  /// A chart of any height.
  static Panel of(
      String title,
      String xTitle,
      String yTitle,
      Scale x,
      Scale y,
      int width,
      int height,
      List<Line> lines) {
    var chart = Theme.chart(title, xTitle, yTitle, width, height);
    var style = chart.getStyler();
    style.setXAxisMin(x.least()).setXAxisMax(x.most());
    style.setYAxisMin(y.least()).setYAxisMax(y.most());
    style.setXAxisTickMarkSpacingHint(spacing(x, width - 75));
    style.setYAxisTickMarkSpacingHint(spacing(y, height - 85));
    style.setxAxisTickLabelsFormattingFunction(x::label);
    style.setyAxisTickLabelsFormattingFunction(y::label);
    frame(chart, x, y);
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.x().length > 0) {
        var name = i + " " + line.name();
        switch (line.style().mark()) {
          case AREA -> area(chart, name, line);
          case RULE -> rules(chart, name, line, y);
          case NONE, CIRCLE, DIAMOND -> add(chart, name, line);
        }
      }
    }
    var axes = new Panel.Axes(title, xTitle, yTitle, x, y, Panel.Ticks.PLAIN, List.of());
    return new Panel(axes, lines, chart);
  }

  /// The distance of ticks in pixels that makes XChart choose the step.
  private static int spacing(Scale scale, int pixels) {
    return Math.max(8, (int) Math.round(scale.step() / scale.span() * pixels));
  }

  /// XChart puts its ticks at the points if all points are equally far apart. An unseen series
  /// whose points are not keeps it from that.
  private static void frame(XYChart chart, Scale x, Scale y) {
    var frame =
        chart.addSeries(
            FRAME,
            new double[] {x.least(), x.least() + UNEVEN * x.span(), x.most()},
            new double[] {y.least(), y.least() + UNEVEN * y.span(), y.most()});
    frame.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    frame.setMarker(SeriesMarkers.NONE);
  }

  private static void area(XYChart chart, String name, Line line) {
    var series = chart.addSeries(name, line.x(), line.y());
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(line.style().color());
    series.setLineColor(line.style().color());
    series.setLineStyle(new BasicStroke(0.5f));
    series.setMarker(SeriesMarkers.NONE);
  }

  private static void rules(XYChart chart, String name, Line line, Scale y) {
    for (int i = 0; i < line.x().length; i++) {
      double at = line.x()[i];
      var series =
          chart.addSeries(
              name + " " + i, new double[] {at, at}, new double[] {y.least(), y.most()});
      series.setLineColor(line.style().color());
      series.setLineStyle(line.style().stroke());
      series.setMarker(SeriesMarkers.NONE);
    }
  }

  /// Adds a line. A lone point gets a mark so that it is seen; of many points only some do, so that
  /// their marks do not cover each other.
  private static void add(XYChart chart, String name, Line line) {
    var style = line.style();
    int points = line.x().length;
    boolean crowded = points > MOST_MARKS && style.mark() != Line.Mark.NONE;
    if (style.width() > 0) {
      var series = chart.addSeries(name, line.x(), line.y());
      series.setLineColor(style.color());
      series.setLineStyle(style.stroke());
      paint(series, style, crowded ? Line.Mark.NONE : points == 1 ? single(style) : style.mark());
    }
    if (style.width() == 0 || crowded) {
      int stride = crowded ? (points + SOME_MARKS - 1) / SOME_MARKS : 1;
      var marks =
          chart.addSeries(name + " marks", every(stride, line.x()), every(stride, line.y()));
      marks.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      paint(marks, style, style.mark());
    }
  }

  private static Line.Mark single(Line.Style style) {
    return style.mark() == Line.Mark.NONE ? Line.Mark.CIRCLE : style.mark();
  }

  private static void paint(XYSeries series, Line.Style style, Line.Mark mark) {
    series.setMarkerColor(style.color());
    series.setMarker(marker(mark));
  }

  /// Every nth number, so that the last is among them.
  private static double[] every(int n, double[] all) {
    int first = (all.length - 1) % n;
    return IntStream.iterate(first, i -> i < all.length, i -> i + n)
        .mapToDouble(i -> all[i])
        .toArray();
  }

  private static Marker marker(Line.Mark mark) {
    return switch (mark) {
      case NONE, RULE, AREA -> SeriesMarkers.NONE;
      case CIRCLE -> SeriesMarkers.CIRCLE;
      case DIAMOND -> SeriesMarkers.DIAMOND;
    };
  }
}
