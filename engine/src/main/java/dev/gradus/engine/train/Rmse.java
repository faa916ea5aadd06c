package dev.gradus.engine.train;

import dev.gradus.engine.Shape;

/// The root of the mean of (output - target)^2 over everything that was added, in the units of the
/// target. It is not the mean of the roots of batches.
///
/// value = sqrt(mean of (output - target)^2). Outputs and targets [batch, ...] of one shape.
///
/// Errors: ShapeException for targets of another shape than the outputs, sizes of 1 aside; the
/// value over no number is NaN.
///
/// Source: Keras' `RootMeanSquaredError`.
public record Rmse() implements Metric {
  @Override
  public String name() {
    return "rmse";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Tally tally() {
    return new Root(new Numbers(name(), (x, t) -> (x - t) * (x - t)));
  }

  private record Root(Tally squares) implements Tally {
    @Override
    public void add(float[] outputs, Shape output, float[] targets, Shape target) {
      squares.add(outputs, output, targets, target);
    }

    @Override
    public double value() {
      return Math.sqrt(squares.value());
    }

    @Override
    public double[] save() {
      return squares.save();
    }

    @Override
    public void restore(double[] counted) {
      squares.restore(counted);
    }
  }
}
