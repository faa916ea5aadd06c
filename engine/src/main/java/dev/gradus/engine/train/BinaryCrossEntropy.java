package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.ErrorFunction;
import dev.gradus.engine.op.MeanError;

/// Cross-entropy of yes-or-no answers: the mean of -t ln s(x) - (1 - t) ln(1 - s(x)) with the
/// sigmoid s, computed from the scores x without overflow. The model's last layer gives scores, one
/// for each question; it needs no sigmoid of its own. Targets are 0, 1 or a probability between,
/// shaped like the output; with one score a sample they may be the labels 0 and 1 of two classes.
public record BinaryCrossEntropy() implements Loss {

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return Targets.meanError(new MeanError(ErrorFunction.BINARY_CROSS_ENTROPY), output, target);
  }

  @Override
  public String name() {
    return "binary cross-entropy";
  }

  @Override
  public boolean classifies() {
    return false;
  }

  @Override
  public boolean binary() {
    return true;
  }
}
