package dev.gradus.magics.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// The panels of a training run: loss, accuracy, further metrics, learning rate, two in a row.
final class LossPanels {
  private static final int MOST = 8;

  private LossPanels() {}

  /// The picture of some panels; beyond eight they are only in the figure's data.
  ///
  /// @param panels their lines, by the name of the panel
  /// @param loss what the loss is called
  /// @param x `epoch` or `step`
  /// @param accuracy whether there is a panel for accuracies, also an empty one
  static ChartPicture picture(
      Map<String, List<Line>> panels, String loss, String x, Scale epochs, boolean accuracy) {
    var charts = new ArrayList<Panel>();
    var lines = new ArrayList<>(panels.getOrDefault(LossSeries.LOSS, List.of()));
    var rules = lines.stream().filter(l -> l.style().mark() == Line.Mark.RULE).toList();
    charts.add(chart("Loss (" + loss + ")", x, epochs, lossScale(lines), lines));
    if (accuracy) {
      var shares = panels.getOrDefault(LossSeries.ACCURACY, List.of());
      var scale = Scale.percent(values(shares).min().orElse(0));
      charts.add(chart("Accuracy in %", x, epochs, scale, joined(rules, shares)));
      lines.addAll(shares);
    }
    panels.forEach((name, own) -> {
      boolean further = !name.equals(LossSeries.LOSS) && !name.equals(LossSeries.ACCURACY);
      if (further && charts.size() < MOST) {
        var marked = name.equals(LossSeries.RATE) ? own : joined(rules, own);
        charts.add(chart(capital(name), x, epochs, scale(own), marked));
        if (!name.equals(LossSeries.RATE)) {
          lines.addAll(own);
        }
      }
    });
    return new ChartPicture(charts, lines);
  }

  private static Panel chart(String title, String x, Scale epochs, Scale y, List<Line> lines) {
    return LineChart.of(title, x, "", epochs, y, Theme.CHART_WIDTH, lines);
  }

  private static List<Line> joined(List<Line> rules, List<Line> lines) {
    var all = new ArrayList<>(rules);
    all.addAll(lines);
    return all;
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static DoubleStream values(List<Line> lines) {
    return lines.stream().flatMapToDouble(l -> Arrays.stream(l.y()));
  }

  /// From 0, or from the smallest number if that is negative.
  private static Scale lossScale(List<Line> lines) {
    double least = Math.min(0, values(lines).min().orElse(0));
    double most = values(lines).max().orElse(1);
    return Scale.around(least, most > least ? most : least + 1, 6);
  }

  /// From 0 if the numbers reach down far enough, otherwise around them.
  private static Scale scale(List<Line> lines) {
    double least = values(lines).min().orElse(0);
    double most = values(lines).max().orElse(1);
    boolean fromZero = least >= 0 && least < 0.5 * most;
    return Scale.around(fromZero ? 0 : least, most, 6);
  }
}
