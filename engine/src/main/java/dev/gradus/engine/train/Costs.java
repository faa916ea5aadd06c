package dev.gradus.engine.train;

import dev.gradus.engine.Shape;

/// The mean cross-entropy in nats over all rows that count, whatever the batches.
final class Costs implements Metric.Tally {
  private final String metric;
  private final int ignored;
  private final Mean mean = new Mean();

  Costs(String metric, int ignored) {
    this.metric = metric;
    this.ignored = ignored;
  }

  @Override
  public void add(float[] outputs, Shape output, float[] targets, Shape target) {
    int rows = Scored.rows(metric, output, target);
    for (int r = 0; r < rows; r++) {
      if (targets[r] != ignored) {
        mean.add(Scored.cost(outputs, r, output.last(), targets[r]));
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
