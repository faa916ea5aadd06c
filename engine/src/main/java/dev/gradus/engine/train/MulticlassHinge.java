package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.MarginLoss;

/// The loss of a support vector machine for several classes: the mean over samples of the sum over
/// wrong classes c of max(0, margin + score(c) - score(label)); see [MarginLoss].
///
/// Takes scores [batch, ..., classes] and labels [batch, ...].
///
/// Errors: GradusException for a margin that is not above 0 and finite; ShapeException for labels
/// that are not one for each row. A label that is no class makes the loss NaN.
///
/// Source: Weston, Watkins, ESANN 1999.
///
/// @param margin by how much the right score must lead, above 0; 1 by default
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
