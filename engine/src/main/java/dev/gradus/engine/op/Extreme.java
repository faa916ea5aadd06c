package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The largest or smallest number along an axis, or of all. NaN counts as extreme.
///
/// Gradient: dy goes to the first of the extreme numbers (PyTorch's `max(dim)`; its `max()` of all
/// shares among equals).
///
/// Takes any shape, gives it without the axis (or with size 1 there), or [] for all numbers.
///
/// Errors: ShapeException for an axis that x does not have, or if there is no number to choose
/// from.
///
/// Source: `torch.max` and `torch.min`.
///
/// @param largest false for the smallest
/// @param axis the dimension, negative from the end; null for all
/// @param keepDims keep what is reduced as a dimension of size 1
public record Extreme(boolean largest, @Nullable Integer axis, boolean keepDims) implements Op {

  private record Work(Reduction r, Slice winners) {
    static Work of(Extreme op, Pass pass) {
      var r = Reduction.of(pass.inputShape(0), op.axis);
      var winners =
          pass.keepsSaved()
              ? pass.saved()
              : Slice.of(pass.backend().allocate(pass.output().length()));
      return new Work(r, winners);
    }
  }

  @Override
  public String name() {
    return largest ? "max" : "min";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return shape(name(), inputs.getFirst(), axis, keepDims);
  }

  static Shape shape(String name, Shape x, @Nullable Integer axis, boolean keepDims) {
    if (Reduction.of(x, axis).n() == 0) {
      throw new ShapeException(
          "expected at least one number to take the " + name + " of, got " + x + ".");
    }
    return Reduction.shape(x, axis, keepDims);
  }

  @Override
  public void forward(Pass pass) {
    var work = pass.memo(Work.class, this, Work::of);
    var r = work.r;
    var kernels = pass.backend().indexing();
    kernels.argExtreme(largest, pass.input(0), r.outer(), r.n(), r.inner(), work.winners);
    kernels.gather(pass.input(0), r.outer(), r.n(), r.inner(), 1, work.winners, pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var work = pass.memo(Work.class, this, Work::of);
    var r = work.r;
    var dx = pass.gradInput(0);
    if (!pass.accumulate(0)) {
      pass.backend().fill(dx, 0);
    }
    pass.backend()
        .indexing()
        .scatterAdd(pass.gradOutput(), r.outer(), r.n(), r.inner(), 1, work.winners, dx);
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public int savedSize(List<Shape> inputs) {
    return outputShape(inputs).size();
  }
}
