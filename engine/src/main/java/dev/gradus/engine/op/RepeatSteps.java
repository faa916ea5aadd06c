package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;

/// The same features at every step: x [batch, features], y [batch, steps, features].
///
/// Gradient: dx = sum of dy over the steps.
///
/// Errors: ShapeException for x that is not [batch, features].
///
/// Source: Keras' `RepeatVector`.
///
/// @param steps how often x is repeated
public record RepeatSteps(int steps) implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (x.rank() != 2) {
      throw new ShapeException(
          "expected [batch, features], got "
              + x
              + ". Use the last step of a sequence, or flatten() before it.");
    }
    return Shape.of(x.dim(0), steps, x.dim(1));
  }

  @Override
  public void forward(Pass pass) {
    var x = pass.inputShape(0);
    pass.backend().expand(pass.input(0), x.dim(0), steps, x.dim(1), 1, pass.output(), false);
  }

  @Override
  public void backward(Pass pass) {
    var x = pass.inputShape(0);
    pass.backend()
        .reduceSum(
            pass.gradOutput(), x.dim(0), steps, x.dim(1), 1, pass.gradInput(0), pass.accumulate(0));
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
