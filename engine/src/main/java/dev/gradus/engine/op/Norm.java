package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;

/// The Euclidean norm y = sqrt(sum of x^2) of all numbers.
///
/// Gradient: x / y dy; 0 where all numbers are 0.
///
/// Takes any shape, gives [].
///
/// Errors: none.
///
/// Source: `torch.linalg.vector_norm`.
public record Norm() implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Shape.of();
  }

  @Override
  public void forward(Pass pass) {
    pass.output().set(0, Math.sqrt(pass.backend().sumOfSquares(pass.input(0))));
  }

  @Override
  public void backward(Pass pass) {
    double y = pass.output().get(0);
    double slope = y == 0 ? 0 : pass.gradOutput().get(0) / y;
    pass.backend().axpby(slope, pass.input(0), pass.accumulate(0) ? 1 : 0, pass.gradInput(0));
  }
}
