package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;

/// Rows by number: y[..., i, ...] = x[..., `indices[i]`, ...] along an axis. The axis of x gives
/// way to the dimensions of the indices: x [words, d] and indices [batch, steps] give y [batch,
/// steps, d]. The embedding of words. Indices are whole numbers stored as floats; others are
/// refused when it runs.
///
/// Gradient: dy is added to the rows that were chosen, in the order of the indices.
///
/// Errors: ShapeException for an axis that x does not have; DataException, when it runs, for an
/// index that is not whole or has no row.
///
/// Source: `torch.index_select` and `torch.nn.functional.embedding`.
///
/// @param axis the dimension of the rows, negative from the end
/// @param padding index whose row gets no gradient; -1, the default, for none
public record IndexSelect(int axis, int padding) implements Op {

  /// Every row gets its gradient.
  public IndexSelect(int axis) {
    this(axis, -1);
  }

  @Override
  public String name() {
    return "indexSelect";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.get(0);
    var indices = inputs.get(1);
    int at = Dims.axis(x, axis);
    var dims = new int[x.rank() - 1 + indices.rank()];
    System.arraycopy(x.dims(), 0, dims, 0, at);
    System.arraycopy(indices.dims(), 0, dims, at, indices.rank());
    System.arraycopy(x.dims(), at + 1, dims, at + indices.rank(), x.rank() - at - 1);
    return Shape.of(dims);
  }

  @Override
  public void forward(Pass pass) {
    var r = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.inputShape(0), op.axis));
    Indices.check(pass, r.n());
    pass.backend()
        .indexing()
        .selectRows(pass.input(0), r.outer(), r.n(), r.inner(), pass.input(1), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var r = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.inputShape(0), op.axis));
    var dx = pass.gradInput(0);
    if (!pass.accumulate(0)) {
      pass.backend().fill(dx, 0);
    }
    pass.backend()
        .indexing()
        .addRows(pass.gradOutput(), r.outer(), r.n(), r.inner(), pass.input(1), padding, dx);
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
