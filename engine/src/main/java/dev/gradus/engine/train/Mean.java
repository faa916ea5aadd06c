package dev.gradus.engine.train;

/// A sum and how many numbers are in it.
final class Mean {
  private double sum;
  private long count;

  void add(double value) {
    sum += value;
    count++;
  }

  double[] save() {
    return new double[] {sum, count};
  }

  void restore(double[] saved) {
    sum = saved[0];
    count = (long) saved[1];
  }

  /// The mean; NaN of nothing.
  double value() {
    return sum / count;
  }
}
