package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Summary;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// A model as a diagram. Boxes stand from top to bottom: name and settings of every layer inside,
/// the shape that it gives beside it, and its parameters.
public final class ModelDiagram {
  private static final int BOX = 250;
  private static final int HEIGHT = 34;
  private static final int GAP = 18;
  private static final int MARGIN = 14;

  private ModelDiagram() {}

  /// The figure of a model: neurons if all its layers are dense, boxes otherwise.
  public static Figure of(Model model) {
    var summary = model.summary();
    if (!NeuronDiagram.fits(summary)) {
      return boxes(model);
    }
    var neurons = NeuronDiagram.drawing(summary, heading(summary));
    return new Figure(summary.model(), facts(summary), neurons, () -> table(summary));
  }

  /// The figure of a model as boxes, whatever its layers.
  public static Figure boxes(Model model) {
    var summary = model.summary();
    int height = MARGIN + 30 + (summary.rows().size() + 1) * (HEIGHT + GAP) - GAP + MARGIN;
    var title = summary.model();
    var drawing = new Drawing(sideWidth(summary), height, c -> paint(c, summary));
    return new Figure(title, facts(summary), drawing, () -> table(summary));
  }

  private static String side(Shape shape, long parameters) {
    return shape
        + (parameters == 0 ? "" : String.format(Locale.ROOT, "   %,d parameters", parameters));
  }

  private static int sideWidth(Summary summary) {
    double widest =
        summary.rows().stream()
            .mapToDouble(r -> Theme.width(side(r.outputShape(), r.parameters()), 14, false))
            .max()
            .orElse(0);
    double heading = Theme.width(heading(summary), 16, true);
    return (int)
        Math.ceil(Math.max(2 * MARGIN + BOX + 16 + Math.max(widest, 80), heading + 2 * MARGIN));
  }

  private static String heading(Summary summary) {
    return String.format(
        Locale.ROOT, "%s: %,d parameters", summary.model(), summary.totalParameters());
  }

  private static void paint(Canvas canvas, Summary summary) {
    canvas.text(heading(summary), MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
    double y = MARGIN + 30;
    box(canvas, y, "input", "", summary.input(), 0, new Color(0xFFFFFF));
    for (var row : summary.rows()) {
      double from = y + HEIGHT;
      y = from + GAP;
      arrow(canvas, MARGIN + BOX / 2.0, from, y);
      box(canvas, y, row.name(), row.layer(), row.outputShape(), row.parameters(), color(row));
    }
  }

  private static void box(
      Canvas canvas,
      double y,
      String name,
      String settings,
      Shape shape,
      long parameters,
      Color color) {
    canvas.box(MARGIN, y, BOX, HEIGHT, color, Theme.FAINT, 1);
    double base = y + HEIGHT / 2.0 + 5;
    canvas.text(name, MARGIN + 10, base, 14, true, Theme.INK, Canvas.Anchor.START);
    boolean fits = Theme.width(name, 14, true) + Theme.width(settings, 13, false) + 30 <= BOX;
    if (fits) {
      canvas.text(settings, MARGIN + BOX - 10, base, 13, false, Theme.INK, Canvas.Anchor.END);
    }
    canvas.text(
        side(shape, parameters),
        MARGIN + BOX + 14,
        base,
        14,
        false,
        Theme.FAINT,
        Canvas.Anchor.START);
  }

  private static void arrow(Canvas canvas, double x, double from, double to) {
    canvas.line(x, from, x, to - 6, Theme.FAINT, 1.5);
    canvas.polygon(new double[] {x - 5, x + 5, x}, new double[] {to - 8, to - 8, to}, Theme.FAINT);
  }

  /// Blue for what convolves, green for what pools, orange for dense, grey for the rest.
  private static Color color(Summary.Row row) {
    var settings = row.layer();
    return settings.startsWith("conv")
        ? new Color(0xD3E8F5)
        : settings.contains("Pool")
            ? new Color(0xD2EEE4)
            : settings.startsWith("dense") ? new Color(0xFBE0CF) : new Color(0xF2F2F2);
  }

  private static String facts(Summary summary) {
    var text = new StringBuilder();
    text.append(heading(summary)).append(". Input ").append(summary.input());
    for (var row : summary.rows()) {
      text.append(" -> ").append(row.name()).append(' ').append(row.outputShape());
      if (row.parameters() > 0) {
        text.append(String.format(Locale.ROOT, " (%,d parameters)", row.parameters()));
      }
    }
    return text.append('.').toString();
  }

  private static Table table(Summary summary) {
    List<Summary.Row> rows = summary.rows();
    return Table.create(
        StringColumn.create("name", rows.stream().map(Summary.Row::name)),
        StringColumn.create("layer", rows.stream().map(Summary.Row::layer)),
        StringColumn.create("output", rows.stream().map(r -> r.outputShape().toString())),
        LongColumn.create("parameters", rows.stream().mapToLong(Summary.Row::parameters).toArray()),
        LongColumn.create("multiply-adds", rows.stream().mapToLong(Summary.Row::macs).toArray()));
  }
}
