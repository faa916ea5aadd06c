package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import java.util.function.DoubleBinaryOperator;

/// The mean of a function of outputs and targets, number by number.
final class Numbers implements Metric.Tally {
  private final String metric;
  private final DoubleBinaryOperator function;
  private final Mean mean = new Mean();

  Numbers(String metric, DoubleBinaryOperator function) {
    this.metric = metric;
    this.function = function;
  }

  @Override
  public void add(float[] outputs, Shape output, float[] targets, Shape target) {
    int n = Scored.numbers(metric, output, target);
    for (int i = 0; i < n; i++) {
      mean.add(function.applyAsDouble(outputs[i], targets[i]));
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
