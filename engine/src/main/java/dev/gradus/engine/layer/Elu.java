package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Curve;

/// x where x > 0, else alpha (e^x - 1): as a rectifier on the right, soft and bounded on the left,
/// so that the mean of its results is nearer to 0. Source: Clevert, Unterthiner, Hochreiter, "Fast
/// and Accurate Deep Network Learning by Exponential Linear Units", ICLR 2016.
///
/// Takes any shape and gives the same.
///
/// Errors: GradusException for a negative or infinite alpha.
///
/// @param alpha minus the limit on the left, at least 0; 1 by default
public record Elu(double alpha) implements LayerSpec {

  /// Checks the limit.
  public Elu {
    alpha = new Curve.Elu(alpha).alpha();
  }

  /// Limit -1.
  public Elu() {
    this(1);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(x -> x.elu(alpha));
  }

  @Override
  public boolean rectifies() {
    return true;
  }

  @Override
  public String describe() {
    return "elu(" + alpha + ")";
  }
}
