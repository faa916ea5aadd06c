package dev.gradus.magics.figure;

import dev.gradus.kernel.display.Displayable;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Horizontal bars that begin at 0, each the mean of some values, which are drawn as dots on it: so
/// one sees at once whether two bars differ by more than what was measured differs by itself. The
/// last value of a cell shows it.
///
/// ```java
/// bars("Error of three seeds", "error in %")
///     .bar("without dropout", 9.5, 10.1, 9.7)
///     .bar("with dropout", 8.9, 9.9, 9.2)
/// ```
public final class SpreadBars implements Displayable {
  private static final int MOST = 40;
  private static final int FEW = 8;
  private static final int ROW = 32;
  private static final int MARGIN = 14;
  private static final int PLOT = 380;
  private static final int TOP = 44;
  private static final int FOOT = 58;
  private static final double TEXT = 14;
  private static final double NAME = 220;
  private static final double GOLDEN = 0.6180339887;

  private record Bar(String name, double[] values) {
    double mean() {
      return Arrays.stream(values).average().orElseThrow();
    }

    double least() {
      return Arrays.stream(values).min().orElseThrow();
    }

    double most() {
      return Arrays.stream(values).max().orElseThrow();
    }

    /// Mean and spread, to a tenth of what the axis counts or finer.
    String note(Scale scale) {
      int digits = (int) Math.clamp(1 - Math.floor(Math.log10(scale.step()) + 1e-9), 0, 9);
      var mean = rounded(mean(), digits);
      return values.length == 1
          ? mean
          : mean + " (" + rounded(least(), digits) + " to " + rounded(most(), digits) + ")";
    }

    private static String rounded(double value, int digits) {
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    String fact() {
      if (values.length == 1) {
        return name + ": " + Tiles.number(values[0]);
      }
      var all =
          values.length <= FEW
              ? Arrays.stream(values).mapToObj(Tiles::number).collect(Collectors.joining(", "))
              : values.length
                  + " values from "
                  + Tiles.number(least())
                  + " to "
                  + Tiles.number(most());
      return name + ": mean " + Tiles.number(mean()) + " of " + all;
    }
  }

  private final String title;
  private final String quantity;
  private final List<Bar> bars;
  private final double most;

  private SpreadBars(String title, String quantity, List<Bar> bars, double most) {
    this.title = title;
    this.quantity = quantity;
    this.bars = List.copyOf(bars);
    this.most = most;
  }

  /// A chart without bars yet.
  public static SpreadBars titled(String title, String quantity) {
    return new SpreadBars(title, quantity, List.of(), 0);
  }

  /// The same with one bar more.
  ///
  /// @param values what was measured, at least one number
  /// @throws MagicsException if there is none, or one is not finite, or the name is taken
  public SpreadBars bar(String name, double... values) {
    if (values.length == 0) {
      throw new MagicsException("the bar " + name + " has no value. Give at least one.");
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new MagicsException(
            "the bar " + name + " has the value " + value + ", for which there is no length.");
      }
    }
    if (bars.stream().anyMatch(b -> b.name().equals(name))) {
      throw new MagicsException("there is a bar " + name + " already. Give it another name.");
    }
    var more = new ArrayList<>(bars);
    more.add(new Bar(name, values.clone()));
    return new SpreadBars(title, quantity, more, most);
  }

  /// The same with one bar more.
  public SpreadBars bar(String name, List<? extends Number> values) {
    return bar(name, values.stream().mapToDouble(Number::doubleValue).toArray());
  }

  /// The same with an axis that reaches to this number at least, so that several charts compare.
  public SpreadBars upTo(double number) {
    return new SpreadBars(title, quantity, bars, number);
  }

  /// The chart as a figure, to save or to read as numbers.
  ///
  /// @throws MagicsException if there is no bar
  public Figure figure() {
    if (bars.isEmpty()) {
      throw new MagicsException("the chart " + title + " has no bar. Add one: .bar(\"name\", 1.5)");
    }
    var shown = sampled();
    var heading = shown.size() < bars.size() ? title + some(shown) : title;
    double names = widest(shown.stream().map(SpreadBars::name).toList());
    double notes = widest(shown.stream().map(b -> b.note(scale())).toList());
    double left = MARGIN + names + 10;
    double width =
        Math.max(left + PLOT + 16 + notes, MARGIN + Theme.width(heading, 16, true)) + MARGIN;
    int height = TOP + shown.size() * ROW + FOOT;
    var picture = new Drawing((int) Math.ceil(width), height, c -> paint(c, heading, shown, left));
    return new Figure(title, facts(shown), picture, this::table);
  }

  private static double widest(List<String> texts) {
    return texts.stream().mapToDouble(t -> Theme.width(t, TEXT, false)).max().orElse(0);
  }

  private static String name(Bar bar) {
    return Fit.text(bar.name(), NAME, TEXT, false);
  }

  private List<Bar> sampled() {
    int n = bars.size();
    return n <= MOST
        ? bars
        : IntStream.range(0, MOST).mapToObj(i -> bars.get(i * (n - 1) / (MOST - 1))).toList();
  }

  private String some(List<Bar> shown) {
    return String.format(
        Locale.ROOT, " (%d of %,d bars, evenly chosen)", shown.size(), bars.size());
  }

  private Scale scale() {
    double low = Math.min(0, bars.stream().mapToDouble(Bar::least).min().orElse(0));
    double high = Math.max(most, bars.stream().mapToDouble(Bar::most).max().orElse(0));
    return Scale.around(low, high > low ? high : low + 1, 6);
  }

  private void paint(Canvas canvas, String heading, List<Bar> shown, double left) {
    var scale = scale();
    canvas.text(heading, MARGIN, 24, 16, true, Theme.INK, Canvas.Anchor.START);
    double bottom = TOP + (double) shown.size() * ROW;
    ticks(canvas, scale, left, bottom);
    for (int i = 0; i < shown.size(); i++) {
      var bar = shown.get(i);
      double y = TOP + (i + 0.5) * ROW;
      canvas.text(name(bar), left - 10, y + 5, TEXT, false, Theme.INK, Canvas.Anchor.END);
      double zero = x(scale, left, 0);
      double end = x(scale, left, bar.mean());
      double from = Math.min(zero, end);
      canvas.box(from, y - 9, Math.max(1, Math.abs(end - zero)), 18, Theme.TRAINING_LIGHT, null, 0);
      dots(canvas, bar, scale, left, y);
      canvas.text(
          bar.note(scale), left + PLOT + 16, y + 5, TEXT, false, Theme.INK, Canvas.Anchor.START);
    }
    canvas.line(x(scale, left, 0), TOP, x(scale, left, 0), bottom, Theme.FAINT, 1);
  }

  private static double x(Scale scale, double left, double value) {
    return left + PLOT * (value - scale.least()) / scale.span();
  }

  private void ticks(Canvas canvas, Scale scale, double left, double bottom) {
    int count = (int) Math.round(scale.span() / scale.step());
    for (int i = 0; i <= count; i++) {
      double value = scale.least() + i * scale.step();
      double x = x(scale, left, value);
      canvas.line(x, TOP, x, bottom, Theme.LINE, 1);
      canvas.text(scale.label(value), x, bottom + 19, TEXT, false, Theme.INK, Canvas.Anchor.MIDDLE);
    }
    canvas.text(
        quantity, left + PLOT / 2.0, bottom + 42, TEXT, false, Theme.INK, Canvas.Anchor.MIDDLE);
  }

  /// A few dots one below the other; many scattered over the height of the bar, always the same.
  private static void dots(Canvas canvas, Bar bar, Scale scale, double left, double y) {
    int n = bar.values().length;
    boolean few = n <= FEW;
    Color color = Theme.TRAINING;
    for (int i = 0; i < n && n > 1; i++) {
      double place = few ? (i + 0.5) / n : (i * GOLDEN) % 1;
      double x = x(scale, left, bar.values()[i]);
      canvas.circle(x, y + 18 * (place - 0.5), few ? 3.5 : 2.2, color, few ? Color.WHITE : color);
    }
  }

  private String facts(List<Bar> shown) {
    var text = new StringBuilder(title).append(" (").append(quantity).append(")");
    text.append(shown.size() < bars.size() ? some(shown) : "");
    shown.forEach(b -> text.append('\n').append(b.fact()));
    return text.toString();
  }

  private Table table() {
    var names = StringColumn.create("bar");
    var values = DoubleColumn.create("value");
    for (var bar : bars) {
      for (double value : bar.values()) {
        names.append(bar.name());
        values.append(value);
      }
    }
    return Table.create(names, values);
  }

  @Override
  public MimeBundle bundle() {
    return figure().bundle();
  }

  /// The numbers of the bars in words.
  @Override
  public String toString() {
    return bars.isEmpty() ? "chart " + title + " without bars" : facts(sampled());
  }
}
