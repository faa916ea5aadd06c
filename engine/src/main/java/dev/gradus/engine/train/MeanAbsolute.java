package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.ErrorFunction;
import dev.gradus.engine.op.MeanError;

/// The mean of |output - target|; far-off samples weigh less than in the squared error. Slope 0
/// where both are equal.
///
/// Gradient: sign(output - target) / n. Takes [batch, ...] and targets of that shape; [batch, ...,
/// 1] also takes targets [batch, ...].
///
/// Errors: ShapeException for targets of another shape.
///
/// Source: `torch.nn.L1Loss`.
public record MeanAbsolute() implements Loss {

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return Targets.meanError(new MeanError(ErrorFunction.ABSOLUTE), output, target);
  }

  @Override
  public String name() {
    return "mean absolute error";
  }

  @Override
  public boolean classifies() {
    return false;
  }
}
