package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;

/// The share of rows whose right class is among the `k` largest scores, from 0 to 1; with equal
/// scores the class with the smaller number comes first. A row with a NaN is never right.
///
/// value = rows with fewer than k scores before the right one / rows that count. Scores [...,
/// classes], labels [...].
///
/// Errors: GradusException for k below 1; ShapeException for labels that are not one for each row
/// of scores. The value over no row is NaN.
///
/// Source: the top-5 error of the ImageNet challenge, Russakovsky et al., IJCV 2015; Keras'
/// `SparseTopKCategoricalAccuracy`.
///
/// @param k how many guesses, 1 or more
/// @param ignored the label of rows that do not count, such as padding; -1 by default
public record TopK(int k, int ignored) implements Metric {

  /// Checks k.
  public TopK {
    if (k < 1) {
      throw new GradusException("top-k needs a k of at least 1, got " + k + ". Try 5.");
    }
  }

  /// Ignores the label -1.
  public TopK(int k) {
    this(k, -1);
  }

  @Override
  public String name() {
    return "top-" + k + " accuracy";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Tally tally() {
    return new Count(this);
  }

  private static final class Count implements Tally {
    private final TopK metric;
    private final Mean mean = new Mean();

    Count(TopK metric) {
      this.metric = metric;
    }

    @Override
    public void add(float[] outputs, Shape output, float[] targets, Shape target) {
      int rows = Scored.rows(metric.name(), output, target);
      for (int r = 0; r < rows; r++) {
        if (targets[r] != metric.ignored) {
          mean.add(rank(outputs, r * output.last(), output.last(), targets[r]) < metric.k ? 1 : 0);
        }
      }
    }

    /// How many classes come before the label; all if a score is NaN or the label is none.
    private static int rank(float[] scores, int at, int classes, float label) {
      if (!(label >= 0 && label < classes)) {
        return Integer.MAX_VALUE;
      }
      int right = (int) label;
      int before = 0;
      for (int c = 0; c < classes; c++) {
        if (Float.isNaN(scores[at + c])) {
          return Integer.MAX_VALUE;
        }
        boolean first = scores[at + c] > scores[at + right];
        before += first || (c < right && scores[at + c] == scores[at + right]) ? 1 : 0;
      }
      return before;
    }

    @Override
    public double value() {
      return mean.value();
    }

    @Override
    public double[] save() {
      return mean.save();
    }

    @Override
    public void restore(double[] counted) {
      mean.restore(counted);
    }
  }
}
