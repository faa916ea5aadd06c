package dev.gradus.magics.figure;

import dev.gradus.engine.diagnose.Search;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// The scores of a search against each of its settings, the best trial marked. Settings that reach
/// over more than a power of ten have a logarithmic axis.
public final class SearchChart {
  private static final int MOST = 8;
  private static final double WIDE = 20;
  private static final String TRIAL = "a trial";

  private SearchChart() {}

  /// One setting.
  ///
  /// @param x for every outcome: the value, its logarithm, or the place of its name
  /// @param names of values that are no numbers
  private record Setting(String name, double[] x, boolean logarithmic, List<String> names) {}

  /// The figure.
  ///
  /// @throws MagicsException if nothing was tried or no trial succeeded
  public static Figure of(Search search) {
    var all = search.outcomes();
    var good = all.stream().filter(o -> Double.isFinite(o.score())).toList();
    if (good.isEmpty()) {
      throw new MagicsException(
          all.isEmpty()
              ? "nothing was tried yet. Call search.run(...) first."
              : "none of the " + all.size() + " trials succeeded. The first: " + all.getFirst());
    }
    double[] scores = good.stream().mapToDouble(Search.Outcome::score).toArray();
    var range = Arrays.stream(scores).summaryStatistics();
    var y = Scale.around(range.getMin(), range.getMax(), 6);
    var best = String.format(Locale.ROOT, "best: trial %d", search.best().trial().number());
    var charts = new ArrayList<Panel>();
    var legend = new ArrayList<Line>();
    var names = List.copyOf(good.getFirst().trial().values().keySet());
    for (var name : names.subList(0, Math.min(MOST, names.size()))) {
      var setting = setting(name, good);
      var lines = lines(setting, scores, best);
      charts.add(chart(setting, y, lines));
      legend.addAll(lines);
    }
    return new ChartPicture(charts, legend)
        .figure("search results", facts(search, all, good), () -> Results.table(search));
  }

  private static Setting setting(String name, List<Search.Outcome> outcomes) {
    var values = outcomes.stream().map(o -> o.trial().values().get(name)).toList();
    if (values.stream().allMatch(v -> v instanceof Number)) {
      double[] x = values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
      var range = Arrays.stream(x).summaryStatistics();
      boolean log = range.getMin() > 0 && range.getMax() > WIDE * range.getMin();
      return new Setting(
          name, log ? Arrays.stream(x).map(Math::log10).toArray() : x, log, List.of());
    }
    var names =
        List.copyOf(new LinkedHashSet<>(values.stream().map(String::valueOf).sorted().toList()));
    double[] x = values.stream().mapToDouble(v -> names.indexOf(String.valueOf(v))).toArray();
    return new Setting(name, x, false, names);
  }

  /// All trials, and the best one, which is the first, above them.
  private static List<Line> lines(Setting setting, double[] scores, String best) {
    return List.of(
        new Line(
            TRIAL, setting.x(), scores, new Line.Style(Theme.TRAINING, 0, false, Line.Mark.CIRCLE)),
        new Line(
            best,
            new double[] {setting.x()[0]},
            new double[] {scores[0]},
            new Line.Style(Theme.VALIDATION, 0, false, Line.Mark.DIAMOND)));
  }

  private static Panel chart(Setting setting, Scale y, List<Line> lines) {
    var range = Arrays.stream(setting.x()).summaryStatistics();
    var named = !setting.names().isEmpty();
    Scale x;
    if (named) {
      x = new Scale(-0.5, setting.names().size() - 0.5, 1);
    } else if (setting.logarithmic()) {
      x = new Scale(Math.floor(range.getMin() + 1e-9), Math.ceil(range.getMax() - 1e-9), 1);
    } else {
      double room = Math.max(1e-9, 0.05 * (range.getMax() - range.getMin()));
      boolean whole = Arrays.stream(setting.x()).allMatch(v -> v == Math.rint(v));
      var around = Scale.around(range.getMin() - room, range.getMax() + room, 6);
      x =
          new Scale(
              around.least(), around.most(), whole ? Math.max(1, around.step()) : around.step());
    }
    var chart =
        LineChart.of(
            "Score against " + setting.name(), setting.name(), "", x, y, Theme.CHART_WIDTH, lines);
    return named ? chart.named(setting.names()) : setting.logarithmic() ? chart.powers() : chart;
  }

  private static String facts(Search search, List<Search.Outcome> all, List<Search.Outcome> good) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Search: %,d trial%s, scores from %.4f to %.4f.",
            all.size(),
            all.size() == 1 ? "" : "s",
            good.stream().mapToDouble(Search.Outcome::score).min().orElse(0),
            good.stream().mapToDouble(Search.Outcome::score).max().orElse(0)));
    if (good.size() < all.size()) {
      text.append(String.format(Locale.ROOT, " %,d failed.", all.size() - good.size()));
    }
    return text.append(" Best: ").append(search.best().toString().strip()).toString();
  }
}
