package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;

/// y = x^p, element by element; NaN for a negative x and a p that is no whole number.
///
/// Gradient: p x^(p - 1) dy.
///
/// Takes any shape and gives the same.
///
/// Errors: none; what is no real number becomes NaN.
///
/// Source: `torch.pow` with a number.
///
/// @param exponent p
public record Power(double exponent) implements Op {

  @Override
  public String name() {
    return "pow";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Pass pass) {
    pass.backend().elements().power(exponent, pass.input(0), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    pass.backend()
        .elements()
        .powerBackward(
            exponent, pass.input(0), pass.gradOutput(), pass.gradInput(0), pass.accumulate(0));
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
