package dev.gradus.magics.figure;

import dev.gradus.engine.diagnose.Distribution;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Histograms in a grid: one for each layer, or a row of them for each of several models.
final class Histograms {
  private static final int MOST = 48;
  private static final int COLUMNS = 4;
  private static final int WIDE = 212;
  private static final int HIGH = 168;
  private static final int MARGIN = 14;
  private static final int TOP = 34;
  private static final int TEXT = 13;
  private static final int PLOT_TOP = 44;
  private static final int PLOT = 86;
  private static final double CUT = 3;

  private Histograms() {}

  /// One histogram.
  ///
  /// @param row the model, or empty for a single one
  /// @param name the layer
  record Panel(String row, String name, Distribution values) {
    String title() {
      return row.isEmpty() ? name : row + ": " + name;
    }
  }

  /// Places of the panels.
  ///
  /// @param shared the ends of the axis of all panels; empty if each has its own
  private record Layout(List<Panel> panels, int columns, double[] shared) {
    int rows() {
      return (panels.size() + columns - 1) / columns;
    }
  }

  /// The figure.
  ///
  /// @param what as `weights of net`
  /// @param more is said after the panels' facts
  /// @param sameAxis whether all panels have one axis, so that widths can be compared
  /// @throws MagicsException if a panel has numbers that are not finite
  static Figure of(String what, List<Panel> panels, List<String> more, boolean sameAxis) {
    panels.forEach(p -> finite(what, p));
    int columns = columns(panels);
    int most = MOST / columns * columns;
    var shown = sampled(panels, most);
    var layout = new Layout(shown, columns, sameAxis ? ends(panels) : new double[0]);
    var title = capital(what) + (shown.size() < panels.size() ? left(shown, panels) : "");
    int width =
        Math.max(
            2 * MARGIN + Math.min(columns, shown.size()) * WIDE,
            2 * MARGIN + (int) Math.ceil(Theme.width(title, 15, true)));
    int height = TOP + layout.rows() * HIGH + 10;
    return new Figure(
            what,
            facts(title, panels, more),
            new Drawing(width, height, canvas -> draw(canvas, title, layout)),
            () -> table(panels))
        .with(Form.VEGA, () -> VegaBars.histograms(title, shown, columns, layout.shared()));
  }

  private static String left(List<Panel> shown, List<Panel> panels) {
    return String.format(
        Locale.ROOT, ", %d of %,d layers, evenly chosen", shown.size(), panels.size());
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /// As many as a row has layers if there are several rows.
  private static int columns(List<Panel> panels) {
    var first = panels.getFirst().row();
    int inRow = (int) panels.stream().filter(p -> p.row().equals(first)).count();
    return inRow < panels.size() ? Math.min(inRow, MOST) : COLUMNS;
  }

  private static List<Panel> sampled(List<Panel> panels, int most) {
    int n = panels.size();
    if (n <= most) {
      return panels;
    }
    var some = new ArrayList<Panel>();
    for (int i = 0; i < most; i++) {
      some.add(panels.get((int) ((long) i * (n - 1) / (most - 1))));
    }
    return some;
  }

  private static void finite(String what, Panel panel) {
    var v = panel.values();
    long inBins = Arrays.stream(v.bins()).sum();
    if (inBins < v.count()) {
      throw new MagicsException(
          String.format(
              Locale.ROOT,
              "the %s are not all finite numbers: %s has %,d of %,d that are NaN or infinite."
                  + " Training has gone wrong there: draw the weights anew, as with"
                  + " model.seed(1), and train with a smaller learning rate or with --clip-norm 1.",
              what,
              panel.title(),
              v.count() - inBins,
              v.count()));
    }
  }

  private static double[] ends(List<Panel> panels) {
    double least = panels.stream().mapToDouble(p -> p.values().min()).min().orElse(0);
    double most = panels.stream().mapToDouble(p -> p.values().max()).max().orElse(1);
    return new double[] {least, most > least ? most : least + 1};
  }

  private static void draw(Canvas canvas, String title, Layout layout) {
    canvas.text(title, MARGIN, 22, 15, true, Theme.INK, Canvas.Anchor.START);
    for (int i = 0; i < layout.panels().size(); i++) {
      int row = i / layout.columns();
      double x = MARGIN + (double) (i - row * layout.columns()) * WIDE;
      double y = TOP + (double) row * HIGH;
      panel(canvas, layout.panels().get(i), layout.shared(), x, y);
    }
  }

  private static void panel(Canvas canvas, Panel panel, double[] shared, double x, double y) {
    var v = panel.values();
    int wide = WIDE - 22;
    canvas.text(
        Fit.text(panel.title(), wide, TEXT + 1, true),
        x,
        y + 16,
        TEXT + 1,
        true,
        Theme.INK,
        Canvas.Anchor.START);
    var mean =
        String.format(Locale.ROOT, "mean %s, std %s", Fit.number(v.mean()), Fit.number(v.std()));
    canvas.text(mean, x, y + 34, TEXT, false, Theme.FAINT, Canvas.Anchor.START);
    double base = y + PLOT_TOP + PLOT;
    double[] ends =
        shared.length > 0 ? shared : new double[] {v.edges()[0], v.edges()[v.edges().length - 1]};
    bars(canvas, v, ends, new double[] {x, base, wide});
    canvas.line(x, base, x + wide, base, Theme.FAINT, 1);
    var low = Fit.number(ends[0]);
    var high = Fit.number(ends[1]);
    canvas.text(low, x, base + 17, TEXT, false, Theme.INK, Canvas.Anchor.START);
    canvas.text(high, x + wide, base + 17, TEXT, false, Theme.INK, Canvas.Anchor.END);
    double zero = x + wide * (0 - ends[0]) / (ends[1] - ends[0]);
    double lowEnd = x + Theme.width(low, TEXT, false) + 12;
    double highStart = x + wide - Theme.width(high, TEXT, false) - 12;
    if (zero > x && zero < x + wide) {
      canvas.line(zero, base, zero, base + 4, Theme.FAINT, 1);
    }
    if (zero > lowEnd && zero < highStart) {
      canvas.text("0", zero, base + 17, TEXT, false, Theme.INK, Canvas.Anchor.MIDDLE);
    }
  }

  /// The bars; one that is far higher than all others, as the zeros behind a relu, is cut and says
  /// its share.
  private static void bars(Canvas canvas, Distribution v, double[] ends, double[] place) {
    int[] sorted = v.bins().clone();
    Arrays.sort(sorted);
    int highest = sorted[sorted.length - 1];
    int second = sorted[sorted.length - 2];
    boolean cut = second > 0 && highest > CUT * second;
    double top = top(v);
    double scale = place[2] / (ends[1] - ends[0]);
    for (int i = 0; i < v.bins().length; i++) {
      int n = v.bins()[i];
      if (n > 0) {
        double left = place[0] + (v.edges()[i] - ends[0]) * scale;
        double wide = Math.max(0.7, (v.edges()[i + 1] - v.edges()[i]) * scale);
        boolean over = cut && n == highest;
        double high = Math.max(0.7, over ? PLOT - 4 : n / top * (PLOT - 4));
        canvas.box(left, place[1] - high, wide, high, Theme.TRAINING, null, 0);
        if (over) {
          cut(canvas, left, wide, place, 100.0 * n / v.count());
        }
      }
    }
  }

  /// Where the axis of the counts ends.
  static double top(Distribution v) {
    int[] sorted = v.bins().clone();
    Arrays.sort(sorted);
    int highest = sorted[sorted.length - 1];
    int second = sorted[sorted.length - 2];
    return second > 0 && highest > CUT * second ? second * 1.25 : Math.max(1, highest);
  }

  private static void cut(Canvas canvas, double left, double wide, double[] place, double share) {
    double y = place[1] - PLOT + 18;
    canvas.box(left - 1, y, wide + 2, 3, Color.WHITE, null, 0);
    var text = String.format(Locale.ROOT, "%.0f %%", share);
    boolean right = left + wide + 4 + Theme.width(text, TEXT, false) < place[0] + place[2];
    double x = right ? left + wide + 4 : left - 4;
    canvas.text(
        text, x, y - 2, TEXT, false, Theme.INK, right ? Canvas.Anchor.START : Canvas.Anchor.END);
  }

  private static String facts(String title, List<Panel> panels, List<String> more) {
    var lines =
        panels.stream()
            .map(p ->
                String.format(
                    Locale.ROOT, "%s: %,d numbers, %s", p.title(), p.values().count(), p.values()))
            .collect(Collectors.toCollection(ArrayList::new));
    lines.addFirst(title + ".");
    lines.addAll(more);
    return String.join("\n", lines);
  }

  private static Table table(List<Panel> panels) {
    var models = StringColumn.create("model");
    var layers = StringColumn.create("layer");
    var from = DoubleColumn.create("from");
    var to = DoubleColumn.create("to");
    var counts = IntColumn.create("count");
    for (var panel : panels) {
      var v = panel.values();
      for (int i = 0; i < v.bins().length; i++) {
        models.append(panel.row());
        layers.append(panel.name());
        from.append(v.edges()[i]);
        to.append(v.edges()[i + 1]);
        counts.append(v.bins()[i]);
      }
    }
    var several = panels.stream().anyMatch(p -> !p.row().isEmpty());
    return several
        ? Table.create(models, layers, from, to, counts)
        : Table.create(layers, from, to, counts);
  }
}
