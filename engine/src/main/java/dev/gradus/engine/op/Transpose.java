package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;

/// The last two dimensions swapped: x [..., rows, columns], y [..., columns, rows].
///
/// Gradient: dy transposed.
///
/// Errors: ShapeException for rank below 2.
///
/// Source: `x.mT` of PyTorch.
public record Transpose() implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (x.rank() < 2) {
      throw new ShapeException(
          "expected a matrix [rows, columns] or a batch of them, got "
              + x
              + ". Reshape it to [1, n] or [n, 1].");
    }
    return x.with(-2, x.dim(-1)).with(-1, x.dim(-2));
  }

  @Override
  public void forward(Pass pass) {
    var x = pass.inputShape(0);
    pass.backend().permute(pass.input(0), dims(x), strides(x), pass.output(), false);
  }

  @Override
  public void backward(Pass pass) {
    var y = pass.outputShape();
    pass.backend()
        .permute(pass.gradOutput(), dims(y), strides(y), pass.gradInput(0), pass.accumulate(0));
  }

  private static int[] dims(Shape from) {
    return new int[] {Dims.product(from, 0, from.rank() - 2), from.dim(-1), from.dim(-2)};
  }

  private static int[] strides(Shape from) {
    return new int[] {from.dim(-2) * from.dim(-1), 1, from.dim(-1)};
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
