package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The index of the largest or smallest number along an axis, or among all: the first of equals;
/// NaN counts as extreme. Has no gradient.
///
/// Takes any shape, gives it without the axis, or [] for all numbers.
///
/// Errors: ShapeException for an axis that x does not have, or if there is no number to choose
/// from.
///
/// Source: `torch.argmax` and `torch.argmin`, which leave open which of equals they choose; NumPy
/// takes the first.
///
/// @param largest false for the smallest
/// @param axis the dimension, negative from the end, which disappears; null for all
public record ArgExtreme(boolean largest, @Nullable Integer axis) implements Op {

  @Override
  public String name() {
    return largest ? "argmax" : "argmin";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Extreme.shape(name(), inputs.getFirst(), axis, false);
  }

  @Override
  public void forward(Pass pass) {
    var r = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.inputShape(0), op.axis));
    pass.backend()
        .indexing()
        .argExtreme(largest, pass.input(0), r.outer(), r.n(), r.inner(), pass.output());
  }

  /// Does nothing: no input has a gradient.
  @Override
  public void backward(Pass pass) {}

  @Override
  public boolean differentiable(int i) {
    return false;
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
