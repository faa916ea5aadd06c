package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;

/// Which steps of padded sequences are real, [batch, steps] of 0 and 1: of indices [batch, steps] 0
/// where the index is `padding`; of features [batch, steps, ...] 0 where all numbers of a step
/// equal `padding`. Has no gradient.
///
/// Errors: ShapeException for rank below 2.
///
/// Source: Keras' `Embedding(mask_zero=True)` and `Masking`.
///
/// @param padding the index or number that stands for "no step"
public record MaskOf(double padding) implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (x.rank() < 2) {
      throw new ShapeException(
          "expected sequences [batch, steps] or [batch, steps, features], got "
              + x
              + ". Add a batch dimension to a single sequence.");
    }
    return Shape.of(x.dim(0), x.dim(1));
  }

  @Override
  public void forward(Pass pass) {
    var x = pass.inputShape(0);
    int rows = x.dim(0) * x.dim(1);
    pass.backend()
        .recurrent()
        .maskOf(rows, Dims.product(x, 2, x.rank()), padding, pass.input(0), pass.output());
  }

  /// There is nothing to do.
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
