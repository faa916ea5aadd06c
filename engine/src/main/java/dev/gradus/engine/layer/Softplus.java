package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// ln(1 + e^x): a smooth rectifier, always positive; its derivative is the sigmoid. Source: Dugas,
/// Bengio, Belisle, Nadeau, Garcia, NIPS 2000.
///
/// Takes any shape and gives the same.
///
/// Errors: none.
public record Softplus() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(Tensor::softplus);
  }
}
