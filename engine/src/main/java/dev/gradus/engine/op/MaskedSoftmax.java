package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Slice;
import java.util.List;

/// The softmax over the steps that a mask says are real: scores x [batch, ..., steps], mask [batch,
/// steps] of 0 and 1; y = exp(x) / sum(exp(x)) where the mask is not 0, else 0, the sum over the
/// real steps. Without a real step all of y is 0, and so is the gradient.
///
/// Gradient: dx = y (dy - sum(y dy)). The mask has none.
///
/// Errors: ShapeException for scores of rank below 2, or a mask that is not [batch, steps].
///
/// Source: the softmax of attention, Bahdanau, Cho, Bengio, ICLR 2015, eq. 6, over what is no
/// padding.
public record MaskedSoftmax() implements Op {
  /// Low enough that its exponential is 0 beside any score.
  private static final double LOW = -1e30;

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.get(0);
    var mask = inputs.get(1);
    if (x.rank() < 2 || !mask.equals(Shape.of(x.dim(0), x.last()))) {
      throw new ShapeException(
          "expected scores [batch, ..., steps] and a mask [batch, steps], got "
              + x
              + " and "
              + mask
              + ". The mask says which of the steps of the last dimension are real.");
    }
    return x;
  }

  /// What forward passes share.
  private record Work(Slice real, Slice low, Slice scratch) {
    static Work of(Pass pass) {
      var backend = pass.backend();
      int size = pass.outputShape().size();
      var low = Slice.of(backend.allocate(1));
      backend.fill(low, LOW);
      return new Work(Slice.of(backend.allocate(size)), low, Slice.of(backend.allocate(size)));
    }
  }

  @Override
  public void forward(Pass pass) {
    var work = pass.memo(Work.class, this, (op, p) -> Work.of(p));
    var backend = pass.backend();
    var x = pass.inputShape(0);
    int middle = Dims.product(x, 1, x.rank() - 1);
    backend.expand(pass.input(1), x.dim(0), middle, x.last(), 1, work.real, false);
    backend.elements().select(work.real, pass.input(0), work.low, pass.output());
    backend.softmax(Dims.rows(x), x.last(), pass.output(), work.scratch);
    backend.elements().mask(work.real, true, work.scratch, pass.output(), false);
  }

  @Override
  public void backward(Pass pass) {
    var x = pass.inputShape(0);
    pass.backend()
        .softmaxBackward(
            Dims.rows(x),
            x.last(),
            pass.output(),
            pass.gradOutput(),
            pass.gradInput(0),
            pass.accumulate(0));
  }

  @Override
  public boolean differentiable(int i) {
    return i == 0;
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return false;
  }
}
