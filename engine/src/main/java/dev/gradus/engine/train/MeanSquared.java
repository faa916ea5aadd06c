package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;

/// The mean of the squared differences.
public record MeanSquared() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.meanSquaredError(target);
  }

  @Override
  public String name() {
    return "mean squared error";
  }

  @Override
  public boolean classifies() {
    return false;
  }
}
