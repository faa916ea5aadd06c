package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.ErrorFunction;
import dev.gradus.engine.op.MeanError;

/// Cross-entropy of yes-or-no answers: the mean of -t ln s(x) - (1 - t) ln(1 - s(x)) with the
/// sigmoid s, computed from the scores x without overflow. The model's last layer gives scores, one
/// for each question; it needs no sigmoid of its own. Targets are 0, 1 or a probability between,
/// shaped like the output; with one score a sample they may be the labels 0 and 1 of two classes.
///
/// Gradient: (s(x) - t) / n for each of n scores.
///
/// Takes [batch, ...] and targets of that shape; [batch, ..., 1] also takes targets [batch, ...].
///
/// Errors: ShapeException for targets of another shape.
///
/// Source: `torch.nn.BCEWithLogitsLoss`; Bishop, "Pattern Recognition and Machine Learning", 2006,
/// eq. 4.90.
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
