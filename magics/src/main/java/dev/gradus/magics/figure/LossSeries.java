package dev.gradus.magics.figure;

import dev.gradus.engine.train.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The lines of one training run. Runs of more than 1,000 steps are taken as means of neighbouring
/// steps; smoothing fits a line to each step's surroundings.
final class LossSeries {
  static final String LOSS = "loss";
  static final String ACCURACY = "accuracy";
  static final String SMOOTHED = "smoothed";
  static final String EPOCHS = "training, mean of epoch";
  static final String HELD = "validation";
  static final String RATE = "learning rate";
  static final String BEST = "best: epoch";
  static final String STOPPED = "stopped early: epoch";
  private static final int MOST_POINTS = 500;

  private final History history;
  private final boolean withRate;
  private final List<LossCurve.Series> series = new ArrayList<>();

  private LossSeries(History history, boolean withRate) {
    this.history = history;
    this.withRate = withRate;
  }

  /// The lines, with the learning rate if it changed.
  static List<LossCurve.Series> of(History history) {
    return of(history, changesRate(history));
  }

  /// The lines, with the learning rate or without it.
  static List<LossCurve.Series> of(History history, boolean withRate) {
    var lines = new LossSeries(history, withRate);
    lines.collect();
    return List.copyOf(lines.series);
  }

  private void collect() {
    float[] losses = history.stepLosses();
    double[] thinned = thin(losses);
    int stride = (losses.length + thinned.length - 1) / Math.max(1, thinned.length);
    var x = new double[thinned.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (double) Math.min(losses.length, (i + 1) * stride) / history.stepsPerEpoch();
    }
    add(stride == 1 ? "every step" : "mean of " + stride + " steps", LOSS, x, thinned);
    add(SMOOTHED, LOSS, x, smooth(thinned));
    var done = history.epochs();
    var at = done.stream().mapToDouble(History.Epoch::number).toArray();
    var middle = Arrays.stream(at).map(e -> e - 0.5).toArray();
    add(EPOCHS, LOSS, middle, column(done, History.Epoch::loss));
    add(HELD, LOSS, at, column(done, History.Epoch::validationLoss));
    add(EPOCHS, ACCURACY, middle, column(done, e -> 100 * e.accuracy()));
    add(HELD, ACCURACY, at, column(done, e -> 100 * e.validationAccuracy()));
    metrics(done, middle, at);
    rates(stride, x);
    marks(done);
  }

  private void metrics(List<History.Epoch> done, double[] middle, double[] at) {
    done.stream()
        .flatMap(e -> e.metrics().keySet().stream())
        .distinct()
        .forEach(name -> {
          boolean held = name.startsWith(HELD + " ");
          var panel = held ? name.substring(HELD.length() + 1) : name;
          var values = column(done, e -> e.metrics().getOrDefault(name, Double.NaN));
          add(held ? HELD : EPOCHS, panel, held ? at : middle, values);
        });
  }

  /// Whether the learning rate of a run changed.
  static boolean changesRate(History history) {
    var range = Arrays.stream(history.learningRates()).filter(Double::isFinite).summaryStatistics();
    return range.getCount() > 0 && range.getMax() > range.getMin();
  }

  /// The learning rate of the steps that are drawn, if it is asked for.
  private void rates(int stride, double[] x) {
    double[] all = history.learningRates();
    if (withRate && all.length > 0) {
      var sampled =
          java.util.stream.IntStream.range(0, x.length)
              .mapToDouble(i -> all[Math.min(all.length, (i + 1) * stride) - 1])
              .toArray();
      add(RATE, RATE, x, sampled);
    }
  }

  /// The best of several epochs, and where a callback stopped the run.
  private void marks(List<History.Epoch> done) {
    if (done.size() > 1) {
      history.bestEpoch().ifPresent(best -> mark(BEST + " " + best.number(), best));
    }
    if (!done.isEmpty() && history.stopped().isPresent()) {
      mark(STOPPED + " " + done.getLast().number(), done.getLast());
    }
  }

  private void mark(String name, History.Epoch epoch) {
    double loss = history.validated() ? epoch.validationLoss() : epoch.loss();
    add(name, LOSS, new double[] {epoch.number()}, new double[] {loss});
  }

  private static double[] column(
      List<History.Epoch> epochs, java.util.function.ToDoubleFunction<History.Epoch> value) {
    return epochs.stream().mapToDouble(value).toArray();
  }

  private void add(String name, String panel, double[] x, double[] y) {
    int[] finite = finite(y);
    if (finite.length > 0) {
      series.add(
          new LossCurve.Series(
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

  /// At every step the value of the line that fits its surroundings best, nearer ones more: it does
  /// not lag behind a falling loss, and the last step alone does not bend its end.
  private static double[] smooth(double[] y) {
    double keep = Math.clamp(1 - 20.0 / Math.max(1, y.length), 0, 0.95);
    var near = new double[y.length];
    for (int d = 0; d < near.length; d++) {
      near[d] = Math.pow(keep, d);
    }
    var out = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      out[i] = Double.isFinite(y[i]) ? fitted(y, i, near) : Double.NaN;
    }
    return out;
  }

  private static double fitted(double[] y, int at, double[] near) {
    double weight = 0;
    double first = 0;
    double second = 0;
    double sum = 0;
    double moment = 0;
    for (int j = 0; j < y.length; j++) {
      if (Double.isFinite(y[j])) {
        double w = near[Math.abs(j - at)];
        double d = j - at;
        weight += w;
        first += w * d;
        second += w * d * d;
        sum += w * y[j];
        moment += w * d * y[j];
      }
    }
    double spread = weight * second - first * first;
    return spread > 1e-9 * weight * weight
        ? (second * sum - first * moment) / spread
        : sum / weight;
  }
}
