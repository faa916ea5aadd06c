package dev.gradus.magics.figure;

import dev.gradus.engine.train.History;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The course of a training run: loss of every step (thin), smoothed (thick), mean of every epoch
/// and validation (points), the best epoch and where a callback stopped the run; accuracy and
/// further metrics in panels of their own, and the learning rate if it changed. Several runs are
/// overlaid, each in its own colour.
public final class LossCurve {
  private static final int MOST_RUNS = 14;

  /// One line of the picture.
  ///
  /// @param name as in the legend
  /// @param panel `loss`, `accuracy`, `learning rate` or the name of a metric
  /// @param x epochs, as fractions for steps
  /// @param y loss, or accuracy in percent
  public record Series(String name, String panel, double[] x, double[] y) {}

  /// A line with the way it is drawn.
  private record Drawn(Series series, Line.Style style) {}

  private final List<Drawn> drawn;
  private final String loss;
  private final Scale epochs;
  private final boolean accuracyPanel;
  private final double unit;

  /// @param unit what one epoch is on the x axis: 1, or the steps of an epoch
  private LossCurve(
      List<Drawn> drawn, String loss, Scale epochs, boolean accuracyPanel, double unit) {
    this.drawn = drawn;
    this.loss = loss;
    this.epochs = epochs;
    this.accuracyPanel = accuracyPanel;
    this.unit = unit;
  }

  /// The figure of a history. Its x axis counts steps if no epoch was finished.
  ///
  /// @throws MagicsException if nothing was trained yet
  public static Figure of(History history) {
    trained(history);
    var done = history.epochs();
    if (!done.isEmpty()) {
      return live(history, (int) Math.ceil(reached(history)), measuresAccuracy(history));
    }
    var steps = Scale.around(0, Math.max(5, history.steps()), 6);
    steps = new Scale(0, steps.most(), Math.max(1, steps.step()));
    return figure(
        history,
        new LossCurve(single(history), history.lossName(), steps, false, history.stepsPerEpoch()));
  }

  /// The figure of a run that goes on.
  ///
  /// @param epochs how far the axis reaches
  /// @param accuracy whether there will be accuracies
  public static Figure live(History history, int epochs, boolean accuracy) {
    trained(history);
    return figure(
        history,
        new LossCurve(single(history), history.lossName(), Scale.epochs(epochs), accuracy, 1));
  }

  private static Figure figure(History history, LossCurve curve) {
    return curve
        .picture()
        .figure("loss of " + history.model(), LossFacts.of(history), curve::table);
  }

  /// Several runs in one figure.
  ///
  /// @param histories at least one
  /// @param names one for each, as they stand in the legend
  /// @throws MagicsException if one of them is empty, or names and histories are not as many
  public static Figure of(List<History> histories, List<String> names) {
    if (histories.isEmpty() || histories.size() != names.size()) {
      throw new MagicsException(
          "each history needs one name, got "
              + histories.size()
              + " histories and "
              + names.size()
              + " names.");
    }
    histories.forEach(LossCurve::trained);
    if (histories.size() == 1) {
      return of(histories.getFirst());
    }
    var distinct = distinct(names);
    var all = overlay(histories, distinct);
    int[] some = sampled(histories.size());
    var drawn = some.length == histories.size() ? all : some(histories, distinct, some);
    var facts =
        Arrays.stream(some)
            .mapToObj(i -> distinct.get(i) + ": " + LossFacts.of(histories.get(i)))
            .collect(Collectors.joining("\n"));
    var left = drawn == all ? "" : few(some.length, histories.size()) + ", evenly chosen.\n";
    var shown = Arrays.stream(some).mapToObj(distinct::get).collect(Collectors.joining(", "));
    return drawn.picture().figure("loss of " + shown, left + facts, all::table);
  }

  private static int[] sampled(int runs) {
    return IntStream.range(0, Math.min(runs, MOST_RUNS))
        .map(i -> runs <= MOST_RUNS ? i : i * (runs - 1) / (MOST_RUNS - 1))
        .toArray();
  }

  private static String few(int some, int all) {
    return String.format(Locale.ROOT, "%d of %,d runs", some, all);
  }

  /// Some runs, and a word in the legend that there are more.
  private static LossCurve some(List<History> histories, List<String> names, int[] some) {
    var curve =
        overlay(
            Arrays.stream(some).mapToObj(histories::get).toList(),
            Arrays.stream(some).mapToObj(names::get).toList());
    var lines = new ArrayList<>(curve.drawn);
    var text = few(some.length, histories.size());
    var none = new Line.Style(Theme.INK, 0, false, Line.Mark.NONE);
    lines.add(new Drawn(new Series(text, LossSeries.LOSS, new double[0], new double[0]), none));
    return new LossCurve(lines, curve.loss, curve.epochs, curve.accuracyPanel, curve.unit);
  }

  private static LossCurve overlay(List<History> histories, List<String> names) {
    double furthest = histories.stream().mapToDouble(LossCurve::reached).max().orElse(1);
    var scale =
        furthest > 0.999 ? Scale.epochs((int) Math.ceil(furthest)) : Scale.around(0, furthest, 6);
    boolean rates = histories.stream().anyMatch(LossSeries::changesRate);
    var lines = new ArrayList<Drawn>();
    for (int i = 0; i < histories.size(); i++) {
      var series = LossSeries.of(histories.get(i), rates);
      lines.addAll(overlaid(series, names.get(i), Theme.series(i)));
    }
    var losses = histories.stream().map(History::lossName).distinct().toList();
    boolean accuracy = histories.stream().anyMatch(LossCurve::measuresAccuracy);
    return new LossCurve(lines, String.join(", ", losses), scale, accuracy, 1);
  }

  /// The names, numbered where one stands twice.
  private static List<String> distinct(List<String> names) {
    var seen = new HashSet<String>();
    var result = new ArrayList<String>();
    for (var name : names) {
      var text = name;
      for (int n = 2; !seen.add(text); n++) {
        text = name + " (" + n + ")";
      }
      result.add(text);
    }
    return result;
  }

  private static void trained(History history) {
    if (history.steps() == 0) {
      throw new MagicsException(
          "the history of "
              + history.model()
              + " is empty: no step was finished. Train first, for example %train "
              + history.model()
              + " data --epochs 3.");
    }
  }

  private static double reached(History history) {
    return (double) history.steps() / Math.max(1, history.stepsPerEpoch());
  }

  private static boolean measuresAccuracy(History history) {
    return history.epochs().stream().anyMatch(e -> !Double.isNaN(e.accuracy()));
  }

  /// What the picture of a history shows, line by line.
  public static List<Series> series(History history) {
    return LossSeries.of(history);
  }

  private static List<Drawn> single(History history) {
    return LossSeries.of(history).stream().map(s -> new Drawn(s, style(s))).toList();
  }

  private static Line.Style style(Series line) {
    return switch (line.name()) {
      case LossSeries.SMOOTHED -> new Line.Style(Theme.TRAINING, 2.2f, false, Line.Mark.NONE);
      case LossSeries.EPOCHS ->
          new Line.Style(
              Theme.TRAINING,
              line.panel().equals(LossSeries.LOSS) ? 0 : 2.2f,
              false,
              Line.Mark.CIRCLE);
      case LossSeries.HELD -> new Line.Style(Theme.VALIDATION, 2.2f, true, Line.Mark.DIAMOND);
      case LossSeries.RATE -> new Line.Style(Theme.TRAINING, 2.2f, false, Line.Mark.NONE);
      default -> rest(line.name());
    };
  }

  private static Line.Style rest(String name) {
    if (name.startsWith(LossSeries.BEST)) {
      return new Line.Style(Theme.MARK, 1.8f, true, Line.Mark.RULE);
    }
    return name.startsWith(LossSeries.STOPPED)
        ? new Line.Style(Theme.INK, 1.4f, false, Line.Mark.RULE)
        : new Line.Style(Theme.TRAINING_LIGHT, 1, false, Line.Mark.NONE);
  }

  /// Smoothed loss and training accuracy of one run, and its validation.
  private static List<Drawn> overlaid(List<Series> series, String name, Color color) {
    var lines = new ArrayList<Drawn>();
    for (var s : series) {
      boolean lossPanel = s.panel().equals(LossSeries.LOSS);
      if (s.name().equals(lossPanel ? LossSeries.SMOOTHED : LossSeries.EPOCHS)) {
        var mark = lossPanel ? Line.Mark.NONE : Line.Mark.CIRCLE;
        lines.add(
            new Drawn(
                new Series(name + ", training", s.panel(), s.x(), s.y()),
                new Line.Style(color, 2.2f, false, mark)));
      } else if (s.name().equals(LossSeries.HELD)) {
        lines.add(
            new Drawn(
                new Series(name + ", validation", s.panel(), s.x(), s.y()),
                new Line.Style(color, 2.2f, true, Line.Mark.DIAMOND)));
      } else if (s.name().equals(LossSeries.RATE)) {
        lines.add(
            new Drawn(
                new Series(name + ", training", s.panel(), s.x(), s.y()),
                new Line.Style(color, 2.2f, false, Line.Mark.NONE)));
      }
    }
    return lines;
  }

  private ChartPicture picture() {
    return LossPanels.picture(
        drawn.stream()
            .collect(
                Collectors.groupingBy(
                    d -> d.series().panel(),
                    LinkedHashMap::new,
                    Collectors.mapping(this::line, Collectors.toList()))),
        loss,
        unit == 1 ? "epoch" : "step",
        epochs,
        accuracyPanel);
  }

  private Line line(Drawn d) {
    var x = Arrays.stream(d.series().x()).map(e -> e * unit).toArray();
    return new Line(d.series().name(), x, d.series().y(), d.style());
  }

  private Table table() {
    var names = StringColumn.create("series");
    var panels = StringColumn.create("quantity");
    var xs = DoubleColumn.create("epoch");
    var ys = DoubleColumn.create("value");
    for (var line : drawn) {
      for (int i = 0; i < line.series().x().length; i++) {
        names.append(line.series().name());
        panels.append(line.series().panel());
        xs.append(line.series().x()[i]);
        ys.append(line.series().y()[i]);
      }
    }
    return Table.create(names, panels, xs, ys);
  }
}
