package dev.gradus.magics.figure;

import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Horizontal bars, one below the other, each with its name and number.
final class Bars {
  private static final int MOST = 40;
  private static final int ROW = 24;
  private static final int MARGIN = 14;
  private static final int PLOT = 360;
  private static final int TOP = 38;
  private static final double TEXT = 14;
  private static final double NAME = 180;

  private Bars() {}

  /// One bar.
  ///
  /// @param note stands after the bar
  record Bar(String name, double value, String note) {}

  /// What all bars share.
  ///
  /// @param title above them
  /// @param quantity the column of the numbers
  /// @param logarithmic whether the axis counts powers of ten; 0 has no bar then
  /// @param most where a linear axis ends
  record Axis(String title, String quantity, boolean logarithmic, double most) {}

  /// The figure.
  ///
  /// @param facts what it says; the bars follow, a line for each
  /// @throws MagicsException if a number is not finite
  static Figure of(Axis axis, List<Bar> bars, String facts) {
    bars.forEach(bar -> finite(axis, bar));
    var shown = sampled(bars);
    double names =
        shown.stream().mapToDouble(b -> Theme.width(name(b), TEXT, false)).max().orElse(0);
    double notes =
        shown.stream().mapToDouble(b -> Theme.width(b.note(), TEXT, false)).max().orElse(0);
    double left = MARGIN + names + 10;
    var title = axis.title() + (shown.size() < bars.size() ? few(shown, bars) : "");
    int width =
        (int)
            Math.ceil(
                Math.max(
                    left + PLOT + 8 + notes + MARGIN, 2 * MARGIN + Theme.width(title, 15, true)));
    int foot = axis.logarithmic() ? 40 : 14;
    int height = TOP + shown.size() * ROW + foot;
    double[] ends = ends(axis, bars);
    var picture =
        new Drawing(width, height, canvas -> draw(canvas, axis, title, shown, left, ends));
    return new Figure(axis.title(), facts(facts, bars), picture, () -> table(axis, bars))
        .with(Form.VEGA, () -> VegaBars.bars(axis, bars, ends));
  }

  private static void finite(Axis axis, Bar bar) {
    if (!Double.isFinite(bar.value())) {
      throw new MagicsException(
          "the "
              + axis.quantity()
              + " of "
              + bar.name()
              + " is "
              + bar.value()
              + ". Training has gone wrong: draw the weights anew and train with a smaller"
              + " learning rate.");
    }
  }

  private static String few(List<Bar> shown, List<Bar> bars) {
    return String.format(Locale.ROOT, ", %d of %,d, evenly chosen", shown.size(), bars.size());
  }

  private static String name(Bar bar) {
    return Fit.text(bar.name(), NAME, TEXT, false);
  }

  private static List<Bar> sampled(List<Bar> bars) {
    int n = bars.size();
    if (n <= MOST) {
      return bars;
    }
    var some = new ArrayList<Bar>();
    for (int i = 0; i < MOST; i++) {
      some.add(bars.get((int) ((long) i * (n - 1) / (MOST - 1))));
    }
    return some;
  }

  /// Whole powers of ten, with room so that the shortest bar is seen.
  private static double[] ends(Axis axis, List<Bar> bars) {
    if (!axis.logarithmic()) {
      return new double[] {0, axis.most()};
    }
    var all = bars.stream().mapToDouble(Bar::value).filter(v -> v > 0).map(Math::log10);
    var range = all.summaryStatistics();
    if (range.getCount() == 0) {
      return new double[] {-1, 0};
    }
    double high = Math.ceil(range.getMax() + 1e-9);
    return new double[] {Math.min(high - 1, Math.floor(range.getMin() - 0.2)), high};
  }

  private static void draw(
      Canvas canvas, Axis axis, String title, List<Bar> bars, double left, double[] ends) {
    canvas.text(title, MARGIN, 22, 15, true, Theme.INK, Canvas.Anchor.START);
    double bottom = TOP + (double) bars.size() * ROW;
    if (axis.logarithmic()) {
      powers(canvas, left, bottom, ends);
    }
    for (int i = 0; i < bars.size(); i++) {
      var bar = bars.get(i);
      double y = TOP + (double) i * ROW;
      double at = axis.logarithmic() ? Math.log10(bar.value()) : bar.value();
      double share = Math.clamp((at - ends[0]) / (ends[1] - ends[0]), 0, 1);
      canvas.text(name(bar), left - 10, y + 17, TEXT, false, Theme.INK, Canvas.Anchor.END);
      var color = share > 0 ? Theme.TRAINING : Theme.LINE;
      canvas.box(left, y + 4, Math.max(1, PLOT * share), ROW - 8, color, null, 0);
      double end = left + Math.max(1, PLOT * share) + 8;
      var ground = Color.WHITE;
      double wide = Theme.width(bar.note(), TEXT, false);
      canvas.box(end - 3, y + 3, wide + 6, ROW - 6, ground, null, 0);
      canvas.text(bar.note(), end, y + 17, TEXT, false, Theme.INK, Canvas.Anchor.START);
    }
    canvas.line(left, TOP, left, bottom, Theme.FAINT, 1);
  }

  private static void powers(Canvas canvas, double left, double bottom, double[] ends) {
    int step = (int) Math.ceil((ends[1] - ends[0]) / 8);
    for (int p = (int) ends[0]; p <= ends[1]; p += step) {
      double x = left + PLOT * (p - ends[0]) / (ends[1] - ends[0]);
      canvas.line(x, TOP, x, bottom, Theme.LINE, 1);
      canvas.text("1e" + p, x, bottom + 20, TEXT, false, Theme.INK, Canvas.Anchor.MIDDLE);
    }
  }

  private static String facts(String facts, List<Bar> bars) {
    var text = new StringBuilder(facts);
    bars.forEach(b -> text.append('\n').append(b.name()).append(": ").append(b.note()));
    return text.toString();
  }

  private static Table table(Axis axis, List<Bar> bars) {
    return Table.create(
        StringColumn.create("layer", bars.stream().map(Bar::name).toList()),
        DoubleColumn.create(axis.quantity(), bars.stream().mapToDouble(Bar::value).toArray()));
  }
}
