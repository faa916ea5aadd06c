package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;

/// A number of every epoch that a callback watches, and the best value it has had.
final class Monitor {
  private final String name;
  private final double minDelta;
  private boolean higherIsBetter;
  private double best;

  /// @param minDelta what counts as better: by more than this
  Monitor(String name, double minDelta) {
    if (!(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "minDelta must be a number of at least 0, got "
              + minDelta
              + ". It is how much better a value must be to count.");
    }
    this.name = Measures.plain(name);
    this.minDelta = minDelta;
  }

  /// Forgets the best value.
  ///
  /// @param who the callback, for the message
  /// @throws GradusException if the run does not measure the number
  void start(String who, TrainingRun run) {
    if (!run.measures().contains(name)) {
      throw new GradusException(
          who
              + " watches \""
              + name
              + "\", but this run measures "
              + String.join(", ", run.measures())
              + ". Add validation(...) or metrics(...), or watch one of these.");
    }
    higherIsBetter = run.history().higherIsBetter(name);
    best = higherIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /// Whether the epoch is better than all before; it is then the best.
  boolean improves(History.Epoch epoch) {
    double value = epoch.value(name);
    boolean better = higherIsBetter ? value > best + minDelta : value < best - minDelta;
    if (better) {
      best = value;
    }
    return better;
  }

  String name() {
    return name;
  }

  double best() {
    return best;
  }

  void best(double value) {
    best = value;
  }
}
