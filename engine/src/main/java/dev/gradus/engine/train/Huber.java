package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.ErrorFunction;
import dev.gradus.engine.op.MeanError;

/// Squared for small errors, linear for large ones: with d = output - target the mean of d^2 / 2
/// where |d| is at most delta, else delta (|d| - delta / 2).
///
/// Gradient: d / n, cut off at delta / n. Takes [batch, ...] and targets of that shape; [batch,
/// ..., 1] also takes targets [batch, ...].
///
/// Errors: GradusException for a delta that is not above 0 and finite; ShapeException for targets
/// of another shape.
///
/// Source: Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics
/// 35, 1964.
///
/// @param delta where the error becomes linear, above 0; 1 by default
public record Huber(double delta) implements Loss {
  /// Checks the setting.
  public Huber {
    delta = new MeanError(ErrorFunction.HUBER, delta).parameter();
  }

  /// With 1.
  public Huber() {
    this(1);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return Targets.meanError(new MeanError(ErrorFunction.HUBER, delta), output, target);
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public boolean classifies() {
    return false;
  }
}
