package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;

/// Any number of tensors one behind the other along an axis; all other sizes are equal.
///
/// Gradient: every input gets its part of dy.
///
/// Takes shapes [..., n_i, ...], gives [..., sum of n_i, ...].
///
/// Errors: ShapeException for no tensor, an axis that does not exist, ranks or other sizes that
/// differ.
///
/// Source: `torch.cat`, `numpy.concatenate`.
///
/// @param axis the dimension that grows, negative from the end
public record Concatenate(int axis) implements Op {

  @Override
  public String name() {
    return "concat";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw new ShapeException("concat expects at least one tensor, got none.");
    }
    var first = inputs.getFirst();
    int at = Dims.axis(first, axis);
    int sum = 0;
    for (var next : inputs) {
      if (next.rank() != first.rank() || !next.with(at, first.dim(at)).equals(first)) {
        throw new ShapeException(
            "expected equal sizes but along axis "
                + axis
                + ", got "
                + first
                + " and "
                + next
                + ". Pad or reshape one of them.");
      }
      sum += next.dim(at);
    }
    return first.with(at, sum);
  }

  @Override
  public void forward(Pass pass) {
    var y = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.outputShape(), op.axis));
    int from = 0;
    for (int i = 0; i < pass.inputCount(); i++) {
      int count = pass.inputShape(i).dim(axis);
      pass.backend()
          .unslice(pass.input(i), y.outer(), y.n(), y.inner(), from, count, pass.output(), false);
      from += count;
    }
  }

  /// Reads the parts of dy with permute in their own order, since it is the kernel that gathers
  /// with strides and accumulates.
  @Override
  public void backward(Pass pass) {
    var y = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.outputShape(), op.axis));
    int[] strides = {y.n() * y.inner(), y.inner(), 1};
    int from = 0;
    for (int i = 0; i < pass.inputCount(); i++) {
      int count = pass.inputShape(i).dim(axis);
      if (pass.wantsGrad(i) && pass.inputShape(i).size() > 0) {
        int skipped = from * y.inner();
        var part = pass.gradOutput().part(skipped, pass.gradOutput().length() - skipped);
        int[] dims = {y.outer(), count, y.inner()};
        pass.backend().permute(part, dims, strides, pass.gradInput(i), pass.accumulate(i));
      }
      from += count;
    }
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
