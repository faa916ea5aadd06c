package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.ErrorFunction;
import dev.gradus.engine.op.MeanError;

/// The loss of a support vector machine for two classes: the mean of max(0, margin - t x) for
/// scores x and targets t of -1 and 1. A target of 0 counts as -1, so that with one score a sample
/// targets may be the labels 0 and 1 of two classes.
///
/// Gradient: -t / n where the score is within the margin, else 0. Takes [batch, ...] and targets of
/// that shape; [batch, ..., 1] also takes targets [batch, ...].
///
/// Errors: GradusException for a margin that is not above 0 and finite; ShapeException for targets
/// of another shape.
///
/// Source: Cortes, Vapnik, Machine Learning 20, 1995; Keras' `Hinge`.
///
/// @param margin how far a score must be on the right side, above 0; 1 by default
public record Hinge(double margin) implements Loss {
  /// Checks the setting.
  public Hinge {
    margin = new MeanError(ErrorFunction.HINGE, margin).parameter();
  }

  /// With 1.
  public Hinge() {
    this(1);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return Targets.meanError(new MeanError(ErrorFunction.HINGE, margin), output, target);
  }

  @Override
  public String name() {
    return "hinge";
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
