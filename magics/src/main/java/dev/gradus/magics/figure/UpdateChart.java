package dev.gradus.magics.figure;

import dev.gradus.engine.diagnose.UpdateRatios;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// How large steps are against the weights, a line for each layer, with the band around one
/// thousandth where they usually lie.
public final class UpdateChart {
  private static final int MOST_LAYERS = 7;
  private static final int MOST_POINTS = 500;
  private static final double LOW = -3.5;
  private static final double HIGH = -2.5;
  private static final Color BAND = new Color(0xDDF1E9);

  private UpdateChart() {}

  /// The figure of what a training run recorded.
  ///
  /// @throws MagicsException if no step was recorded
  public static Figure of(UpdateRatios ratios) {
    if (ratios.steps().length == 0 || ratios.layers().isEmpty()) {
      throw new MagicsException(
          "no step was recorded. Train with the recorder first:"
              + " model.train(data).callback(ratios).run()");
    }
    var layers = sampled(ratios.layers());
    var lines = new ArrayList<Line>();
    double[] steps = Arrays.stream(ratios.steps()).asDoubleStream().toArray();
    for (int i = 0; i < layers.size(); i++) {
      lines.add(line(layers.get(i), steps, ratios.of(layers.get(i)), i));
    }
    var all = lines.stream().flatMapToDouble(l -> Arrays.stream(l.y())).summaryStatistics();
    double least = all.getCount() == 0 ? -4 : Math.min(-4, all.getMin());
    double most = all.getCount() == 0 ? -2 : Math.max(-2, all.getMax());
    var y = Scale.around(least, most, 6);
    double first = steps[0];
    double last = Math.max(first + 1, steps[steps.length - 1]);
    var whole = Scale.of(first, last, 8);
    var x = new Scale(first, last, Math.max(1, whole.step()));
    lines.addFirst(band(x));
    var chart =
        LineChart.of(
            title(ratios, layers), "step", "log10(change / weights)", x, y, Theme.WIDE, lines);
    return new ChartPicture(List.of(chart), lines)
        .figure("update ratios", facts(ratios, layers), () -> table(ratios));
  }

  private static String title(UpdateRatios ratios, List<String> layers) {
    int n = ratios.layers().size();
    return "Size of steps against weights"
        + (layers.size() < n
            ? String.format(Locale.ROOT, ", %d of %,d layers", layers.size(), n)
            : "");
  }

  private static Line band(Scale x) {
    return new Line(
        "usual: around 1e-3",
        new double[] {x.least(), x.most(), x.most(), x.least()},
        new double[] {LOW, LOW, HIGH, HIGH},
        new Line.Style(BAND, 12, false, Line.Mark.AREA));
  }

  private static Line line(String layer, double[] steps, double[] y, int number) {
    int stride = (steps.length + MOST_POINTS - 1) / MOST_POINTS;
    int[] kept =
        IntStream.range(0, steps.length)
            .filter(i -> i % stride == 0 && Double.isFinite(y[i]))
            .toArray();
    return new Line(
        layer,
        Arrays.stream(kept).mapToDouble(i -> steps[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> y[i]).toArray(),
        new Line.Style(Theme.series(number), 1.8f, false, Line.Mark.NONE));
  }

  private static List<String> sampled(List<String> layers) {
    int n = layers.size();
    return n <= MOST_LAYERS
        ? layers
        : IntStream.range(0, MOST_LAYERS)
            .mapToObj(i -> layers.get(i * (n - 1) / (MOST_LAYERS - 1)))
            .toList();
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static String facts(UpdateRatios ratios, List<String> layers) {
    var text = new StringBuilder(title(ratios, layers));
    text.append(
        String.format(
            Locale.ROOT,
            ", log10, %,d steps; about -3 is usual, far above the learning rate is too high, far"
                + " below too low.",
            ratios.steps().length));
    for (var layer : ratios.layers()) {
      double[] values = ratios.of(layer);
      double middle = median(values);
      text.append(
          String.format(
              Locale.ROOT,
              "\n%s: median %.2f, last %.2f, %s",
              layer,
              middle,
              values[values.length - 1],
              middle > HIGH ? "above the band" : middle < LOW ? "below the band" : "in the band"));
    }
    return text.toString();
  }

  private static Table table(UpdateRatios ratios) {
    var names = StringColumn.create("layer");
    var steps = LongColumn.create("step");
    var values = DoubleColumn.create("log10 of ratio");
    for (var layer : ratios.layers()) {
      double[] own = ratios.of(layer);
      for (int i = 0; i < own.length; i++) {
        names.append(layer);
        steps.append(ratios.steps()[i]);
        values.append(own[i]);
      }
    }
    return Table.create(names, steps, values);
  }
}
