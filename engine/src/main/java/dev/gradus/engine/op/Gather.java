package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;

/// One number of an axis for every place of the indices: along axis 1 of a matrix y[i, j] = x[i,
/// indices[i, j]]. Indices have as many dimensions as x, and its sizes but along the axis (PyTorch
/// also takes smaller ones); y has the shape of the indices, which are whole numbers stored as
/// floats; others are refused when it runs.
///
/// Gradient: dy is added where the number came from.
///
/// Errors: ShapeException for an axis that x does not have or indices of other sizes;
/// DataException, when it runs, for an index that is not whole or not from 0 to the size of the
/// axis less 1.
///
/// Source: `torch.gather`.
///
/// @param axis the dimension that is indexed, negative from the end
public record Gather(int axis) implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.get(0);
    var indices = inputs.get(1);
    int at = Dims.axis(x, axis);
    if (indices.rank() != x.rank() || !indices.with(at, x.dim(at)).equals(x)) {
      throw new ShapeException(
          "expected indices with the sizes of "
              + x
              + " but along axis "
              + axis
              + ", got "
              + indices
              + ". Reshape them, as to [n, 1] to choose one number of every row; to choose whole rows"
              + " use indexSelect.");
    }
    return indices;
  }

  @Override
  public void forward(Pass pass) {
    var r = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.inputShape(0), op.axis));
    Indices.check(pass, r.n());
    int count = pass.inputShape(1).dim(axis);
    pass.backend()
        .indexing()
        .gather(pass.input(0), r.outer(), r.n(), r.inner(), count, pass.input(1), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var r = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.inputShape(0), op.axis));
    var dx = pass.gradInput(0);
    if (!pass.accumulate(0)) {
      pass.backend().fill(dx, 0);
    }
    int count = pass.inputShape(1).dim(axis);
    pass.backend()
        .indexing()
        .scatterAdd(pass.gradOutput(), r.outer(), r.n(), r.inner(), count, pass.input(1), dx);
  }

  @Override
  public boolean differentiable(int i) {
    return i == 0;
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return i == 1;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
