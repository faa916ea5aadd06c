package dev.gradus.engine.backend.internal.scalar;

/// Softmax and classification, row after row.
public final class Rows {
  private Rows() {}

  /// y = exp(x - max x) / sum of the same, for every row. Subtracting the maximum changes nothing
  /// in the quotient and keeps exp from overflowing.
  public static void softmax(int rows, int n, Numbers x, Numbers y) {
    for (int row = 0; row < rows; row++) {
      double max = max(x, row * n, n);
      double sum = 0;
      for (int i = row * n; i < (row + 1) * n; i++) {
        double e = Math.exp(x.get(i) - max);
        y.set(i, e);
        sum += e;
      }
      for (int i = row * n; i < (row + 1) * n; i++) {
        y.set(i, y.get(i) / sum);
      }
    }
  }

  /// dx = y (dy - sum(y dy)).
  public static void softmaxBackward(
      int rows, int n, Numbers y, Numbers dy, Numbers dx, boolean accumulate) {
    for (int row = 0; row < rows; row++) {
      double dot = 0;
      for (int i = row * n; i < (row + 1) * n; i++) {
        dot += y.get(i) * dy.get(i);
      }
      for (int i = row * n; i < (row + 1) * n; i++) {
        dx.put(i, y.get(i) * (dy.get(i) - dot), accumulate);
      }
    }
  }

  /// Rows whose first maximum is at the label; a row with a NaN is never correct.
  public static int countCorrect(int rows, int n, Numbers x, Numbers labels) {
    int correct = 0;
    for (int row = 0; row < rows; row++) {
      int best = 0;
      boolean nan = false;
      for (int i = 0; i < n; i++) {
        nan |= Double.isNaN(x.get(row * n + i));
        if (x.get(row * n + i) > x.get(row * n + best)) {
          best = i;
        }
      }
      if (!nan && n > 0 && labels.get(row) == best) {
        correct++;
      }
    }
    return correct;
  }

  private static double max(Numbers x, int from, int n) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      max = Math.max(max, x.get(i));
    }
    return max;
  }
}
