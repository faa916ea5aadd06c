package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;

/// A part of a dimension: indices `from` to `to` (exclusive) of the axis.
///
/// Gradient: dy at the place of the part, 0 elsewhere.
///
/// Takes [..., n, ...], gives [..., to - from, ...].
///
/// Errors: ShapeException for an axis that x does not have, or a part that is not within 0 .. n.
///
/// Source: NumPy's `x[from:to]`; `torch.narrow`.
///
/// @param axis the dimension, negative from the end
/// @param from first index
/// @param to index behind the last
public record SliceOp(int axis, int from, int to) implements Op {

  @Override
  public String name() {
    return "slice";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    int n = x.dim(Dims.axis(x, axis));
    if (from < 0 || to < from || to > n) {
      throw new ShapeException(
          "expected a part of 0 .. "
              + n
              + " of axis "
              + axis
              + " of "
              + x
              + ", got "
              + from
              + " .. "
              + to
              + ". The end is exclusive.");
    }
    return x.with(axis, to - from);
  }

  @Override
  public void forward(Pass pass) {
    var r = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.inputShape(0), op.axis));
    pass.backend()
        .slice(pass.input(0), r.outer(), r.n(), r.inner(), from, to - from, pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var r = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.inputShape(0), op.axis));
    var dx = pass.gradInput(0);
    if (!pass.accumulate(0)) {
      pass.backend().fill(dx, 0);
    }
    pass.backend()
        .unslice(
            pass.gradOutput(),
            r.outer(),
            r.n(),
            r.inner(),
            from,
            to - from,
            dx,
            pass.accumulate(0));
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
