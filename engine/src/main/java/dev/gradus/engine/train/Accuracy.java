package dev.gradus.engine.train;

import dev.gradus.engine.Shape;

/// The share of rows whose largest score is the right class, from 0 to 1: scores [..., classes],
/// labels [...]. A row with a NaN is never right.
///
/// value = right rows / rows that count.
///
/// Errors: ShapeException for labels that are not one for each row of scores; the value over no row
/// is NaN.
///
/// Source: Keras' `SparseCategoricalAccuracy`.
///
/// @param ignored the label of rows that do not count, such as padding; -1 by default
public record Accuracy(int ignored) implements Metric {

  /// Ignores the label -1.
  public Accuracy() {
    this(-1);
  }

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Tally tally() {
    return new Count(ignored);
  }

  private static final class Count implements Tally {
    private final int ignored;
    private final Mean mean = new Mean();

    Count(int ignored) {
      this.ignored = ignored;
    }

    @Override
    public void add(float[] outputs, Shape output, float[] targets, Shape target) {
      int rows = Scored.rows("accuracy", output, target);
      for (int r = 0; r < rows; r++) {
        if (targets[r] != ignored) {
          mean.add(Scored.winner(outputs, r, output.last()) == targets[r] ? 1 : 0);
        }
      }
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
