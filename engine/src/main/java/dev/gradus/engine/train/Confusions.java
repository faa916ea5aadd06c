package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// A metric that is read from the confusion matrix of everything that was added.
final class Confusions implements Metric.Tally {
  private final String metric;
  private final int ignored;
  private final ToDoubleFunction<ConfusionMatrix> value;
  private int[] labels = new int[64];
  private int[] predictions = new int[64];
  private int size;
  private int classes;

  /// Counts of a run that is resumed, by label and prediction; not written out one by one, since
  /// they may come from a file.
  private final TreeMap<Long, Integer> before = new TreeMap<>();

  Confusions(String metric, int ignored, ToDoubleFunction<ConfusionMatrix> value) {
    this.metric = metric;
    this.ignored = ignored;
    this.value = value;
  }

  @Override
  public void add(float[] outputs, Shape output, float[] targets, Shape target) {
    boolean single = output.equals(target) || output.last() == 1;
    int rows = single ? output.size() : Scored.rows(metric, output, target);
    int width = single ? 1 : output.last();
    classes = Math.max(2, width);
    for (int r = 0; r < rows; r++) {
      if (targets[r] != ignored) {
        // a row with a NaN is taken for the first class
        add((int) targets[r], Math.max(0, Scored.winner(outputs, r, width)));
      }
    }
  }

  /// The number of classes, then label, prediction and count of every pair that occurs.
  @Override
  public double[] save() {
    var counts = new TreeMap<>(before);
    for (int i = 0; i < size; i++) {
      counts.merge(((long) labels[i] << 32) | predictions[i], 1, Integer::sum);
    }
    var saved = new double[1 + 3 * counts.size()];
    saved[0] = classes;
    int at = 1;
    for (var e : counts.entrySet()) {
      saved[at++] = (int) (e.getKey() >> 32);
      saved[at++] = e.getKey().intValue();
      saved[at++] = e.getValue();
    }
    return saved;
  }

  @Override
  public void restore(double[] counted) {
    double most = ConfusionMatrix.MOST_CLASSES;
    boolean sound = counted.length % 3 == 1 && within(counted[0], 0, most);
    for (int i = 1; sound && i < counted.length; i += 3) {
      sound =
          within(counted[i], 0, counted[0] - 1)
              && within(counted[i + 1], 0, counted[0] - 1)
              && within(counted[i + 2], 1, Integer.MAX_VALUE);
    }
    if (!sound) {
      throw new GradusException(
          "the state to go on from has no sound counts for the metric "
              + metric
              + ". Train anew with run().");
    }
    classes = (int) counted[0];
    size = 0;
    before.clear();
    for (int i = 1; i < counted.length; i += 3) {
      before.put(((long) counted[i] << 32) | (long) counted[i + 1], (int) counted[i + 2]);
    }
  }

  /// Whether it is a whole number in a range.
  private static boolean within(double value, double from, double to) {
    return value >= from && value <= to && Math.rint(value) >= value && Math.rint(value) <= value;
  }

  private void add(int label, int prediction) {
    if (size == labels.length) {
      labels = Arrays.copyOf(labels, 2 * size);
      predictions = Arrays.copyOf(predictions, 2 * size);
    }
    labels[size] = label;
    predictions[size++] = prediction;
  }

  @Override
  public double value() {
    if (size == 0 && before.isEmpty()) {
      return Double.NaN;
    }
    return value.applyAsDouble(
        ConfusionMatrix.of(Arrays.copyOf(labels, size), Arrays.copyOf(predictions, size), classes)
            .more(before));
  }
}
