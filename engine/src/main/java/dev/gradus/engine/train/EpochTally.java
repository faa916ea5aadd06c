package dev.gradus.engine.train;

import java.util.List;
import java.util.Map;

/// What is added up while an epoch runs.
final class EpochTally {
  private final boolean classifies;
  final MetricTally metrics;
  private double loss;
  private double penalty;
  private double norm;
  private long correct;
  private long counted;
  private int seen;
  private int steps;
  private double seconds;

  EpochTally(boolean classifies, List<Metric> metrics) {
    this.classifies = classifies;
    this.metrics = new MetricTally(metrics);
  }

  /// Adds a step.
  ///
  /// @param targets how many targets of the batch count
  /// @param right how many of them were right
  void add(StepStrategy.Found found, int samples, int targets, int right, double time) {
    loss += found.loss() * targets;
    penalty += found.penalty() * targets;
    norm += found.norm();
    correct += right;
    counted += targets;
    seen += samples;
    steps++;
    seconds += time;
  }

  int seen() {
    return seen;
  }

  double meanLoss() {
    return loss / counted;
  }

  double accuracy() {
    return classifies ? (double) correct / counted : Double.NaN;
  }

  /// The epoch as a record.
  History.Epoch epoch(int number, Evaluation held, double rate) {
    Map<String, Double> values = metrics.values("");
    held.metrics().forEach((name, value) -> values.put(Measures.HELD + name, value));
    return new History.Epoch(
        number,
        meanLoss(),
        accuracy(),
        held.loss(),
        held.accuracy(),
        seconds,
        penalty / counted,
        rate,
        norm / steps,
        seen / Math.max(1e-9, seconds),
        values);
  }

  void reset() {
    restore(new TrainingState.Sums(0, 0, 0, 0, 0, 0, 0, List.of()), 0);
  }

  TrainingState.Sums save() {
    return new TrainingState.Sums(
        loss, penalty, norm, correct, counted, seen, seconds, metrics.save());
  }

  void restore(TrainingState.Sums sums, int finishedSteps) {
    loss = sums.loss();
    penalty = sums.penalty();
    norm = sums.norm();
    correct = sums.correct();
    counted = sums.counted();
    seen = sums.seen();
    seconds = sums.seconds();
    steps = finishedSteps;
    metrics.restore(sums.metrics(), finishedSteps > 0);
  }
}
