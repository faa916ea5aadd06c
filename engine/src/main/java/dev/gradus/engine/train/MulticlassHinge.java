package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.MarginLoss;

/// The loss of a support vector machine for several classes: the mean over samples of the sum over
/// wrong classes c of max(0, margin + score(c) - score(label)); see [MarginLoss].
///
/// @param margin by how much the right score must lead, above 0
public record MulticlassHinge(double margin) implements Loss {

  /// Checks the margin.
  public MulticlassHinge {
    margin = new MarginLoss(margin).margin();
  }

  /// With a margin of 1.
  public MulticlassHinge() {
    this(1);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return Tensor.apply(new MarginLoss(margin), output, target);
  }

  @Override
  public String name() {
    return "multi-class hinge";
  }

  @Override
  public boolean classifies() {
    return true;
  }
}
