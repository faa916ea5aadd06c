package dev.gradus.magics.figure;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/// Charts side by side and one legend below them, where it covers no line.
public final class ChartPicture implements Picture {
  private static final int MARGIN = 14;
  private static final int SAMPLE = 30;
  private static final int BETWEEN = 24;
  private static final int ROW = 22;
  private static final double TEXT = 14;

  private record Entry(String name, Line.Style style, double x, double y) {}

  private final List<XYChart> charts;
  private final List<Entry> legend;

  /// Charts side by side.
  ///
  /// @param lines of all charts; each name stands in the legend once, in its last style
  ChartPicture(List<XYChart> charts, List<Line> lines) {
    this.charts = List.copyOf(charts);
    this.legend = legend(lines, chartsWidth());
  }

  private static List<Entry> legend(List<Line> lines, double width) {
    Map<String, Line.Style> styles = new LinkedHashMap<>();
    lines.forEach(l -> styles.put(l.name(), l.style()));
    var entries = new ArrayList<Entry>();
    double x = MARGIN;
    double y = 0;
    for (var style : styles.entrySet()) {
      double wide = SAMPLE + 8 + Theme.width(style.getKey(), TEXT, false);
      if (x > MARGIN && x + wide > width - MARGIN) {
        x = MARGIN;
        y += ROW;
      }
      entries.add(new Entry(style.getKey(), style.getValue(), x, y));
      x += wide + BETWEEN;
    }
    return List.copyOf(entries);
  }

  private int chartsWidth() {
    return charts.stream().mapToInt(XYChart::getWidth).sum();
  }

  private int chartsHeight() {
    return charts.stream().mapToInt(XYChart::getHeight).max().orElse(0);
  }

  /// The charts, from left to right.
  public List<XYChart> charts() {
    return charts;
  }

  @Override
  public int width() {
    double widest =
        legend.stream()
            .mapToDouble(e -> e.x() + SAMPLE + 8 + Theme.width(e.name(), TEXT, false) + MARGIN)
            .max()
            .orElse(0);
    return Math.max(chartsWidth(), (int) Math.ceil(widest));
  }

  @Override
  public int height() {
    return chartsHeight() + (legend.isEmpty() ? 0 : (int) legend.getLast().y() + ROW + 8);
  }

  @Override
  public void paint(Graphics2D graphics) {
    int x = 0;
    for (var chart : charts) {
      var own = (Graphics2D) graphics.create();
      own.translate(x, 0);
      chart.paint(own, chart.getWidth(), chart.getHeight());
      own.dispose();
      x += chart.getWidth();
    }
    var canvas = new GraphicsCanvas(graphics);
    legend.forEach(e -> entry(canvas, graphics, e));
  }

  private void entry(Canvas canvas, Graphics2D graphics, Entry entry) {
    double y = chartsHeight() + entry.y() + ROW / 2.0;
    double middle = entry.x() + SAMPLE / 2.0;
    var style = entry.style();
    if (style.width() > 0) {
      graphics.setColor(style.color());
      graphics.setStroke(style.stroke());
      graphics.draw(new Line2D.Double(entry.x(), y, entry.x() + SAMPLE, y));
    }
    mark(canvas, style.mark(), middle, y, style.color());
    canvas.text(
        entry.name(), entry.x() + SAMPLE + 8, y + 5, TEXT, false, Theme.INK, Canvas.Anchor.START);
  }

  private static void mark(Canvas canvas, Line.Mark mark, double x, double y, Color color) {
    switch (mark) {
      case NONE -> {}
      case CIRCLE -> canvas.circle(x, y, 4, color, color);
      case DIAMOND ->
          canvas.polygon(
              new double[] {x - 5, x, x + 5, x}, new double[] {y, y - 5, y, y + 5}, color);
    }
  }

  @Override
  public String svg() {
    var graphics = new VectorGraphics2D();
    paint(graphics);
    var bytes = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(0, 0, width(), height()))
          .writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
