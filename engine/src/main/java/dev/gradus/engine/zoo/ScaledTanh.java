package dev.gradus.engine.zoo;

import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;

/// y = 1.7159 tanh(2x/3), so that 1 stays about 1 and -1 about -1, where the curve bends most.
/// Source: LeCun et al., Proc. IEEE 1998, equation 6.
///
/// Takes any shape and gives the same.
///
/// Errors: none.
public record ScaledTanh() implements LayerSpec {
  private static final double HEIGHT = 1.7159;
  private static final double SLOPE = 2.0 / 3;

  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(x -> x.mul(SLOPE).tanh().mul(HEIGHT));
  }
}
