package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;

/// The mean of the squared differences.
///
/// The mean of (output - target)^2 over all n numbers, with the gradient 2 (output - target) / n.
/// Takes [batch, ...] and targets of that shape.
///
/// Errors: ShapeException for targets of another shape; nothing is broadcast.
///
/// Source: `torch.nn.MSELoss`; Legendre, 1805.
public record MeanSquared() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    Given.one("the output", output);
    Given.one("the target", target);
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
