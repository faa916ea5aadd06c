package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// x P(x), where P(x) = (1 + erf(x / sqrt 2)) / 2 is the probability of a normal number below x: a
/// smooth rectifier. Source: Hendrycks, Gimpel, "Gaussian Error Linear Units", 2016. The exact form
/// is the default, as in PyTorch.
///
/// Takes any shape and gives the same.
///
/// Errors: none.
///
/// @param approximate whether P is approximated by (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2;
///   not by default
public record Gelu(boolean approximate) implements LayerSpec {

  /// The exact form.
  public Gelu() {
    this(false);
  }

  /// The approximation with a hyperbolic tangent.
  public Gelu tanhForm() {
    return new Gelu(true);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.fixed(approximate ? Tensor::geluTanh : Tensor::gelu);
  }

  @Override
  public boolean rectifies() {
    return true;
  }

  @Override
  public String describe() {
    return approximate ? "gelu(tanh)" : "gelu";
  }
}
