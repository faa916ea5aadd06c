package dev.gradus.magics.figure;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/// Charts side by side, at most two in a row, and one legend below them, where it covers no line.
public final class ChartPicture implements Picture {
  private static final int COLUMNS = 2;
  private static final int MARGIN = 14;
  private static final int SAMPLE = 30;
  private static final int BETWEEN = 24;
  private static final int ROW = 22;
  private static final double TEXT = 14;

  private record Entry(String name, Line.Style style, double x, double y) {}

  private final List<Panel> panels;
  private final List<XYChart> charts;
  private final List<Entry> legend;
  private final UnaryOperator<Color> change;

  /// Charts side by side; further ones below.
  ///
  /// @param lines of all charts; each name stands in the legend once, in its last style
  ChartPicture(List<Panel> panels, List<Line> lines) {
    this.panels = List.copyOf(panels);
    this.charts = panels.stream().map(Panel::chart).toList();
    this.legend = legend(lines, chartsWidth());
    this.change = UnaryOperator.identity();
  }

  /// The same charts in other colours; they are repainted in place for each drawing.
  ChartPicture recolored(UnaryOperator<Color> change) {
    return new ChartPicture(panels, legend, change);
  }

  private ChartPicture(List<Panel> panels, List<Entry> legend, UnaryOperator<Color> change) {
    this.panels = panels;
    this.charts = panels.stream().map(Panel::chart).toList();
    this.legend = legend;
    this.change = change;
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
    return Math.max(rowWidth(0), rowWidth(1));
  }

  /// The width of every second row; all rows of a kind are equally wide.
  private int rowWidth(int row) {
    return charts.stream()
        .skip((long) row * COLUMNS)
        .limit(COLUMNS)
        .mapToInt(XYChart::getWidth)
        .sum();
  }

  private int chartsHeight() {
    return top(charts.size() + COLUMNS - 1);
  }

  /// The y at which a chart begins: the heights of the rows above it.
  private int top(int number) {
    int y = 0;
    for (int i = 0; i + COLUMNS <= number - number % COLUMNS; i += COLUMNS) {
      y += charts.stream().skip(i).limit(COLUMNS).mapToInt(XYChart::getHeight).max().orElse(0);
    }
    return y;
  }

  /// The charts, from left to right and from the top.
  public List<XYChart> charts() {
    return charts;
  }

  /// The same with what they were made from.
  List<Panel> panels() {
    return panels;
  }

  /// A figure of these charts, for Vega-Lite too.
  Figure figure(String title, String facts, Supplier<Table> numbers) {
    return new Figure(title, facts, this, numbers).with(Form.VEGA, () -> Vega.of(panels));
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
    graphics.setColor(change.apply(Color.WHITE));
    graphics.fill(new Rectangle2D.Double(0, 0, width(), height()));
    int x = 0;
    for (int i = 0; i < charts.size(); i++) {
      var chart = charts.get(i);
      x = i % COLUMNS == 0 ? 0 : x;
      var own = (Graphics2D) graphics.create();
      own.translate(x, top(i));
      try (var _ = new Recolored(chart, change)) {
        chart.paint(own, chart.getWidth(), chart.getHeight());
      }
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
      graphics.setColor(change.apply(style.color()));
      graphics.setStroke(style.stroke());
      graphics.draw(new Line2D.Double(entry.x(), y, entry.x() + SAMPLE, y));
    }
    mark(canvas, style.mark(), middle, y, change.apply(style.color()));
    canvas.text(
        entry.name(),
        entry.x() + SAMPLE + 8,
        y + 5,
        TEXT,
        false,
        change.apply(Theme.INK),
        Canvas.Anchor.START);
  }

  private static void mark(Canvas canvas, Line.Mark mark, double x, double y, Color color) {
    switch (mark) {
      case NONE, RULE, AREA -> {}
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
    return ChartSvg.of(graphics.getCommands(), width(), height());
  }
}
