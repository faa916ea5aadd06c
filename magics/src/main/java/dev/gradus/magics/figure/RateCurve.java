package dev.gradus.magics.figure;

import dev.gradus.engine.diagnose.LearningRateFinder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/// The loss at growing learning rates, on a logarithmic axis, with the rate at which it falls
/// fastest.
public final class RateCurve {
  /// The axis ends where the loss is so many times its first value; beyond, it only explodes.
  private static final double TOP = 1.4;

  private RateCurve() {}

  /// The figure of a range test.
  public static Figure of(LearningRateFinder.Curve curve) {
    var x = Arrays.stream(curve.rates()).map(Math::log10).toArray();
    double top = TOP * curve.smoothed()[0];
    var low = Arrays.stream(curve.smoothed()).min().orElse(0);
    var y = Scale.around(Math.min(0, low), top, 6);
    var suggested = Math.log10(curve.suggestion());
    var name = "falls fastest: " + Tiles.number(curve.suggestion());
    var steps = new Line.Style(Theme.TRAINING_LIGHT, 1.2f, false, Line.Mark.NONE);
    var mean = new Line.Style(Theme.TRAINING, 2.2f, false, Line.Mark.NONE);
    var mark = new Line.Style(Theme.MARK, 2f, true, Line.Mark.NONE);
    var lines =
        List.of(
            new Line("loss of a step", x, below(curve.losses(), y), steps),
            new Line("running mean", x, below(curve.smoothed(), y), mean),
            new Line(
                name,
                new double[] {suggested, suggested},
                new double[] {y.least(), y.most()},
                mark));
    var xScale = Scale.around(Math.floor(x[0]), Math.ceil(x[x.length - 1]), 10);
    var chart =
        LineChart.of(
            "Loss at growing learning rates",
            "learning rate",
            "loss",
            xScale,
            y,
            Theme.WIDE,
            lines);
    return new ChartPicture(List.of(chart.powers()), lines)
        .figure("learning rates", facts(curve), () -> table(curve));
  }

  /// The numbers, cut where the axis ends.
  private static double[] below(double[] losses, Scale y) {
    return Arrays.stream(losses).map(l -> Math.clamp(l, y.least(), y.most())).toArray();
  }

  /// A power of ten as a label.
  static String power(double exponent) {
    return Math.abs(exponent - Math.rint(exponent)) < 1e-9
        ? String.format(Locale.ROOT, "1e%d", Math.round(exponent))
        : String.format(Locale.ROOT, "%.1e", Math.pow(10, exponent));
  }

  private static String facts(LearningRateFinder.Curve curve) {
    int n = curve.rates().length;
    return String.format(
        Locale.ROOT,
        "Loss at %d learning rates from %s to %s: it falls fastest at %s, a good first choice"
            + " (--lr %.2g).",
        n,
        Tiles.number(curve.rates()[0]),
        Tiles.number(curve.rates()[n - 1]),
        Tiles.number(curve.suggestion()),
        curve.suggestion());
  }

  private static Table table(LearningRateFinder.Curve curve) {
    return Table.create(
        DoubleColumn.create("learning rate", curve.rates()),
        DoubleColumn.create("loss", curve.losses()),
        DoubleColumn.create("running mean", curve.smoothed()));
  }
}
