package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import java.util.Arrays;
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
        if (size == labels.length) {
          labels = Arrays.copyOf(labels, 2 * size);
          predictions = Arrays.copyOf(predictions, 2 * size);
        }
        labels[size] = (int) targets[r];
        // a row with a NaN is taken for the first class
        predictions[size++] = Math.max(0, Scored.winner(outputs, r, width));
      }
    }
  }

  @Override
  public double value() {
    if (size == 0) {
      return Double.NaN;
    }
    return value.applyAsDouble(
        ConfusionMatrix.of(Arrays.copyOf(labels, size), Arrays.copyOf(predictions, size), classes));
  }
}
