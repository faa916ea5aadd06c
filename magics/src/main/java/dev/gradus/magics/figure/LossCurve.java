package dev.gradus.magics.figure;

import dev.gradus.engine.train.History;
import dev.gradus.magics.MagicsException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The course of a training run: loss of every step (thin), smoothed (thick), mean of every epoch
/// and validation (points); accuracy beside it.
///
/// Smoothing is an exponential mean that starts without bias; runs of more than 1,000 steps are
/// drawn as means of neighbouring steps.
public final class LossCurve {
  private static final int MOST_POINTS = 500;
  private static final int WIDTH = 440;
  private static final int HEIGHT = 320;

  /// One line of the picture.
  ///
  /// @param name as in the legend
  /// @param panel `loss` or `accuracy`
  /// @param x epochs, as fractions for steps
  /// @param y loss, or accuracy in percent
  public record Series(String name, String panel, double[] x, double[] y) {}

  private final History history;
  private final int epochs;
  private final boolean accuracyPanel;
  private final List<Series> series = new ArrayList<>();

  private LossCurve(History history, int epochs, boolean accuracyPanel) {
    this.history = history;
    this.epochs = epochs;
    this.accuracyPanel = accuracyPanel;
    collect();
  }

  /// The figure of a history.
  ///
  /// @throws MagicsException if nothing was trained yet
  public static Figure of(History history) {
    var done = history.epochs();
    int reached = history.stepsPerEpoch() == 0 ? 0 : history.steps() / history.stepsPerEpoch();
    boolean accuracy = done.stream().anyMatch(e -> !Double.isNaN(e.accuracy()));
    return live(history, Math.max(Math.max(1, reached), done.size()), accuracy);
  }

  /// The figure of a run that goes on.
  ///
  /// @param epochs how far the axis reaches
  /// @param accuracy whether there will be accuracies
  public static Figure live(History history, int epochs, boolean accuracy) {
    if (history.steps() == 0) {
      throw new MagicsException(
          "the history of "
              + history.model()
              + " is empty: no step was finished. Train first, for example %train "
              + history.model()
              + " data --epochs 3.");
    }
    var curve = new LossCurve(history, epochs, accuracy);
    return new Figure(
        "loss of " + history.model(),
        facts(history),
        new ChartPicture(curve.charts()),
        curve::table);
  }

  /// What the picture of a history shows, line by line.
  public static List<Series> series(History history) {
    return List.copyOf(new LossCurve(history, 1, true).series);
  }

  private void collect() {
    float[] losses = history.stepLosses();
    double[] thinned = thin(losses);
    int stride = (losses.length + thinned.length - 1) / Math.max(1, thinned.length);
    var x = new double[thinned.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (double) Math.min(losses.length, (i + 1) * stride) / history.stepsPerEpoch();
    }
    add(stride == 1 ? "every step" : "mean of " + stride + " steps", "loss", x, thinned);
    add("smoothed", "loss", x, smooth(thinned));
    var done = history.epochs();
    var at = done.stream().mapToDouble(History.Epoch::number).toArray();
    var middle = Arrays.stream(at).map(e -> e - 0.5).toArray();
    add("training, mean of epoch", "loss", middle, history.loss());
    add("validation", "loss", at, history.validationLoss());
    add("training, mean of epoch", "accuracy", middle, percent(history.accuracy()));
    add("validation", "accuracy", at, percent(history.validationAccuracy()));
  }

  private void add(String name, String panel, double[] x, double[] y) {
    int[] finite = finite(y);
    if (finite.length > 0) {
      series.add(
          new Series(
              name,
              panel,
              Arrays.stream(finite).mapToDouble(i -> x[i]).toArray(),
              Arrays.stream(finite).mapToDouble(i -> y[i]).toArray()));
    }
  }

  private static int[] finite(double[] y) {
    return java.util.stream.IntStream.range(0, y.length)
        .filter(i -> Double.isFinite(y[i]))
        .toArray();
  }

  private static double[] percent(double[] shares) {
    return Arrays.stream(shares).map(v -> 100 * v).toArray();
  }

  private static double[] thin(float[] losses) {
    int stride = losses.length <= 2 * MOST_POINTS ? 1 : (losses.length - 1) / MOST_POINTS + 1;
    var means = new double[(losses.length + stride - 1) / stride];
    for (int i = 0; i < means.length; i++) {
      int from = i * stride;
      int to = Math.min(losses.length, from + stride);
      double sum = 0;
      for (int j = from; j < to; j++) {
        sum += losses[j];
      }
      means[i] = sum / (to - from);
    }
    return means;
  }

  private static double[] smooth(double[] y) {
    double keep = Math.clamp(1 - 20.0 / Math.max(1, y.length), 0, 0.95);
    var out = new double[y.length];
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < y.length; i++) {
      if (Double.isFinite(y[i])) {
        sum = keep * sum + (1 - keep) * y[i];
        weight = keep * weight + (1 - keep);
      }
      out[i] = weight == 0 ? Double.NaN : sum / weight;
    }
    return out;
  }

  private List<XYChart> charts() {
    var charts = new ArrayList<XYChart>();
    charts.add(panel("loss", "Loss (" + history.lossName() + ")"));
    if (accuracyPanel) {
      charts.add(panel("accuracy", "Accuracy in %"));
    }
    return charts;
  }

  private XYChart panel(String panel, String title) {
    var chart = Theme.chart(title, "epoch", "", WIDTH, HEIGHT);
    chart.getStyler().setYAxisDecimalPattern("#0.####");
    chart.getStyler().setXAxisDecimalPattern("#0.##");
    chart.getStyler().setXAxisTickMarkSpacingHint(90);
    var range = range(panel);
    chart.getStyler().setYAxisMin(range[0]).setYAxisMax(range[1]);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) epochs);
    if (panel.equals("accuracy")) {
      chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
    }
    boolean empty = true;
    for (var line : series) {
      if (line.panel().equals(panel)) {
        draw(chart, line);
        empty = false;
      }
    }
    if (empty) {
      var frame = chart.addSeries("none", new double[] {0, epochs}, new double[] {0, 100});
      frame.setMarker(SeriesMarkers.NONE);
      chart.getStyler().setLegendVisible(false);
      frame.setLineColor(new Color(0, 0, 0, 0));
    }
    return chart;
  }

  /// Loss from 0, accuracy to 100.
  private double[] range(String panel) {
    var shown = series.stream().filter(l -> l.panel().equals(panel)).toList();
    double least = shown.stream().flatMapToDouble(l -> Arrays.stream(l.y())).min().orElse(0);
    double most = shown.stream().flatMapToDouble(l -> Arrays.stream(l.y())).max().orElse(1);
    return panel.equals("loss")
        ? new double[] {Math.min(0, least), most > least || most > 0 ? 1.05 * most : 1}
        : new double[] {Math.max(0, 10 * Math.floor((least - 3) / 10)), 100};
  }

  private void draw(XYChart chart, Series line) {
    var drawn = chart.addSeries(line.name(), line.x(), line.y());
    boolean held = line.name().startsWith("validation");
    boolean points = held || line.name().startsWith("training");
    boolean fine = !points && !line.name().equals("smoothed");
    var color = held ? Theme.VALIDATION : fine ? Theme.TRAINING_LIGHT : Theme.TRAINING;
    drawn.setLineColor(color);
    drawn.setMarkerColor(color);
    drawn.setMarker(held ? SeriesMarkers.DIAMOND : points ? SeriesMarkers.CIRCLE : none());
    boolean dots = points && !held && line.panel().equals("loss");
    drawn.setLineStyle(solid(fine ? 1f : 2.2f));
    if (dots) {
      drawn.setXYSeriesRenderStyle(org.knowm.xchart.XYSeries.XYSeriesRenderStyle.Scatter);
    }
  }

  private static Marker none() {
    return SeriesMarkers.NONE;
  }

  private static BasicStroke solid(float width) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }

  private Table table() {
    var names = StringColumn.create("series");
    var panels = StringColumn.create("quantity");
    var xs = DoubleColumn.create("epoch");
    var ys = DoubleColumn.create("value");
    for (var line : series) {
      for (int i = 0; i < line.x().length; i++) {
        names.append(line.name());
        panels.append(line.panel());
        xs.append(line.x()[i]);
        ys.append(line.y()[i]);
      }
    }
    return Table.create(names, panels, xs, ys);
  }

  /// What the picture of a history says.
  public static String facts(History history) {
    var epochs = history.epochs();
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Training of %s: %,d step%s, %d finished epoch%s",
            history.model(),
            history.steps(),
            history.steps() == 1 ? "" : "s",
            epochs.size(),
            epochs.size() == 1 ? "" : "s"));
    switch (history.reason()) {
      case FINISHED -> text.append('.');
      case INTERRUPTED -> text.append(" (interrupted).");
      case FAILED -> text.append(" (stopped by an error).");
    }
    if (epochs.isEmpty()) {
      float[] losses = history.stepLosses();
      text.append(
          String.format(Locale.ROOT, " Loss of the last step %.4f.", losses[losses.length - 1]));
      return text.toString();
    }
    var last = epochs.getLast();
    text.append(String.format(Locale.ROOT, " Last epoch: training loss %.4f", last.loss()));
    append(text, ", accuracy %.2f %%", 100 * last.accuracy());
    append(text, "; validation loss %.4f", last.validationLoss());
    append(text, ", accuracy %.2f %%", 100 * last.validationAccuracy());
    text.append('.');
    if (history.validated()) {
      var best =
          epochs.stream()
              .filter(e -> !Double.isNaN(e.validationLoss()))
              .min(java.util.Comparator.comparingDouble(History.Epoch::validationLoss))
              .orElse(last);
      text.append(
          String.format(
              Locale.ROOT,
              " Lowest validation loss %.4f in epoch %d.",
              best.validationLoss(),
              best.number()));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String format, double value) {
    if (!Double.isNaN(value)) {
      text.append(String.format(Locale.ROOT, format, value));
    }
  }
}
