package dev.gradus.magics.figure;

import dev.gradus.kernel.display.Displayable;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Several lines in one chart. The last value of a cell shows it.
///
/// ```java
/// lines("Accuracy of shifted digits", "shift in pixels", "accuracy in %")
///     .line("MLP", shifts, mlpAccuracy)
///     .line("CNN", shifts, cnnAccuracy)
/// ```
public final class Lines implements Displayable {
  private static final int MARKED = 25;
  private static final int MOST = 14;
  private static final int POINTS = 2000;

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final List<Line> lines;
  private final double @Nullable [] range;

  private Lines(
      String title, String xTitle, String yTitle, List<Line> lines, double @Nullable [] range) {
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
    this.lines = List.copyOf(lines);
    this.range = range;
  }

  /// A chart without lines yet.
  public static Lines titled(String title, String xTitle, String yTitle) {
    return new Lines(title, xTitle, yTitle, List.of(), null);
  }

  /// The same with one line more. Numbers that are not finite are left out.
  ///
  /// @param name for the legend
  /// @param x from left to right
  /// @param y as many
  /// @throws MagicsException if they are not equally many, or none, or the name is taken
  public Lines line(String name, double[] x, double[] y) {
    if (x.length != y.length || x.length == 0) {
      throw new MagicsException(
          "the line "
              + name
              + " has "
              + x.length
              + " x and "
              + y.length
              + " y. Give as many of both, at least one.");
    }
    if (lines.stream().anyMatch(l -> l.name().equals(name))) {
      throw new MagicsException("there is a line " + name + " already. Give it another name.");
    }
    int[] kept =
        IntStream.range(0, x.length)
            .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
            .toArray();
    var style = style(lines.size(), x.length);
    var more = new ArrayList<>(lines);
    more.add(
        new Line(
            name,
            Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
            Arrays.stream(kept).mapToDouble(i -> y[i]).toArray(),
            style));
    return new Lines(title, xTitle, yTitle, more, range);
  }

  /// The same with one line more.
  public Lines line(String name, int[] x, double[] y) {
    return line(name, Arrays.stream(x).asDoubleStream().toArray(), y);
  }

  /// The same with one line more.
  public Lines line(String name, List<? extends Number> x, List<? extends Number> y) {
    return line(
        name,
        x.stream().mapToDouble(Number::doubleValue).toArray(),
        y.stream().mapToDouble(Number::doubleValue).toArray());
  }

  /// The same with one line more, over 0, 1, 2 and so on.
  public Lines line(String name, double... y) {
    return line(name, IntStream.range(0, y.length).toArray(), y);
  }

  /// The same with a y axis from one number to another; from the lines unless given.
  ///
  /// @throws MagicsException if the first is not below the second
  public Lines range(double least, double most) {
    if (!(least < most)) {
      throw new MagicsException(
          "the y axis must go from a number to a larger one, got " + least + " to " + most + ".");
    }
    return new Lines(title, xTitle, yTitle, lines, new double[] {least, most});
  }

  /// The chart as a figure, to save or to read as numbers.
  ///
  /// @throws MagicsException if there is no line
  public Figure figure() {
    if (lines.isEmpty() || lines.stream().allMatch(l -> l.x().length == 0)) {
      throw new MagicsException(
          "the chart " + title + " has no line. Add one: .line(\"name\", xs, ys)");
    }
    var drawn = drawn();
    var x = extent(true);
    var y = extent(false);
    boolean integers =
        lines.stream().flatMapToDouble(l -> Arrays.stream(l.x())).allMatch(Lines::whole);
    var xScale = Scale.of(x[0], x[1], 8);
    xScale = new Scale(x[0], xScale.most(), integers ? Math.max(1, xScale.step()) : xScale.step());
    var yScale = range == null ? Scale.around(y[0], y[1], 6) : Scale.of(range[0], range[1], 6);
    var heading = drawn.size() < lines.size() ? title + some(drawn) : title;
    var chart = LineChart.of(heading, xTitle, yTitle, xScale, yScale, Theme.WIDE, drawn);
    var whole = List.of(chart.with(chosen()));
    return new ChartPicture(List.of(chart), drawn)
        .figure(title, facts(), this::table)
        .with(Form.VEGA, () -> Vega.of(whole));
  }

  private String some(List<Line> drawn) {
    return String.format(Locale.ROOT, " (%d of %,d lines)", drawn.size(), lines.size());
  }

  /// Evenly chosen lines if there are too many to tell apart, and points if there are more than
  /// pixels; the table has all.
  private List<Line> drawn() {
    return chosen().stream().map(l -> l.thinned(POINTS)).toList();
  }

  private List<Line> chosen() {
    int n = lines.size();
    return IntStream.range(0, Math.min(n, MOST))
        .mapToObj(i -> n <= MOST ? lines.get(i) : restyled(lines.get(i * (n - 1) / (MOST - 1)), i))
        .toList();
  }

  private static Line restyled(Line line, int number) {
    return new Line(line.name(), line.x(), line.y(), style(number, line.x().length));
  }

  private static Line.Style style(int number, int points) {
    var mark =
        points > MARKED ? Line.Mark.NONE : number % 2 == 0 ? Line.Mark.CIRCLE : Line.Mark.DIAMOND;
    return new Line.Style(Theme.series(number), 2.2f, false, mark);
  }

  private static boolean whole(double value) {
    return value == Math.rint(value);
  }

  private double[] extent(boolean ofX) {
    var all =
        lines.stream().flatMapToDouble(l -> Arrays.stream(ofX ? l.x() : l.y())).summaryStatistics();
    return new double[] {all.getMin(), all.getMax()};
  }

  /// Every line by its numbers, or by its ends and extremes if there are many.
  private String facts() {
    var text = new StringBuilder(title).append(" (").append(yTitle).append(" against ");
    text.append(xTitle).append(")");
    var drawn = drawn();
    text.append(drawn.size() < lines.size() ? some(drawn) + ", evenly chosen" : "");
    for (var line : drawn) {
      text.append('\n').append(line.name()).append(": ");
      int n = line.x().length;
      if (n <= MARKED) {
        for (int i = 0; i < n; i++) {
          text.append(i == 0 ? "" : ", ");
          text.append(Tiles.number(line.y()[i])).append(" at ").append(plain(line.x()[i]));
        }
      } else {
        var all = Arrays.stream(line.y()).summaryStatistics();
        text.append(n).append(" points, from ").append(Tiles.number(line.y()[0])).append(" to ");
        text.append(Tiles.number(line.y()[n - 1])).append(", lowest ");
        text.append(Tiles.number(all.getMin())).append(", highest ");
        text.append(Tiles.number(all.getMax()));
      }
    }
    return text.toString();
  }

  private static String plain(double value) {
    return whole(value) && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%.0f", value)
        : Tiles.number(value);
  }

  private Table table() {
    var names = StringColumn.create("line");
    var xs = DoubleColumn.create("x");
    var ys = DoubleColumn.create("y");
    for (var line : lines) {
      for (int i = 0; i < line.x().length; i++) {
        names.append(line.name());
        xs.append(line.x()[i]);
        ys.append(line.y()[i]);
      }
    }
    return Table.create(names, xs, ys);
  }

  @Override
  public MimeBundle bundle() {
    return figure().bundle();
  }

  /// The numbers of the lines in words.
  @Override
  public String toString() {
    return lines.isEmpty() ? "chart " + title + " without lines" : facts();
  }
}
