package dev.gradus.engine.train;

/// A sum and how many numbers are in it.
final class Mean {
  private double sum;
  private long count;

  void add(double value) {
    sum += value;
    count++;
  }

  /// The mean; NaN of nothing.
  double value() {
    return sum / count;
  }
}
