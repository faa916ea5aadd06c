package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import java.util.List;

/// y = min(max(x, low), high), element by element; NaN stays.
///
/// Gradient: dy where low <= x <= high, else 0.
///
/// Takes any shape and gives the same.
///
/// Errors: GradusException for bounds in the wrong order or NaN.
///
/// Source: `torch.clamp`.
///
/// @param low smallest result; may be -infinity
/// @param high largest result; may be infinity
public record Clamp(double low, double high) implements Op {

  /// Checks the order of the bounds.
  public Clamp {
    if (!(low <= high)) {
      throw new GradusException(
          "clamp needs a lower bound that is not above the upper one, got "
              + low
              + " and "
              + high
              + ". Swap them.");
    }
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Pass pass) {
    pass.backend().elements().clamp(low, high, pass.input(0), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    pass.backend()
        .elements()
        .clampBackward(
            low, high, pass.input(0), pass.gradOutput(), pass.gradInput(0), pass.accumulate(0));
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
