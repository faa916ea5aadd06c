package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Curve;

/// x where x > 0, else alpha x: a rectifier that does not die, since its gradient is never 0.
/// Source: Maas, Hannun, Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models",
/// ICML 2013.
///
/// Takes any shape and gives the same.
///
/// Errors: GradusException for a negative or infinite alpha.
///
/// @param alpha slope on the left, at least 0; 0.01 by default, as in PyTorch (Keras: 0.3)
public record LeakyRelu(double alpha) implements LayerSpec {

  /// Checks the slope.
  public LeakyRelu {
    alpha = new Curve.LeakyRelu(alpha).alpha();
  }

  /// Slope 0.01.
  public LeakyRelu() {
    this(0.01);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(x -> x.leakyRelu(alpha));
  }

  @Override
  public boolean rectifies() {
    return true;
  }

  @Override
  public String describe() {
    return "leakyRelu(" + alpha + ")";
  }
}
