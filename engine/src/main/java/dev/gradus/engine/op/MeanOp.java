package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mean along an axis, or of all numbers; of no numbers it is NaN.
///
/// Gradient: dy / n, repeated along the axis of n numbers.
///
/// Takes any shape, gives it without the axis (or with size 1 there), or [] for all numbers.
///
/// Errors: ShapeException for an axis that x does not have.
///
/// Source: `torch.mean`.
///
/// @param axis the dimension, negative from the end; null for all
/// @param keepDims keep what is reduced as a dimension of size 1
public record MeanOp(@Nullable Integer axis, boolean keepDims) implements Op {

  /// Of all numbers: the result is a single number [].
  public static MeanOp all() {
    return new MeanOp(null, false);
  }

  /// Along an axis, which is left out of the result.
  public static MeanOp along(int axis) {
    return new MeanOp(axis, false);
  }

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Reduction.shape(inputs.getFirst(), axis, keepDims);
  }

  @Override
  public void forward(Pass pass) {
    var r = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.inputShape(0), op.axis));
    r.forward(pass, 1.0 / r.n());
  }

  @Override
  public void backward(Pass pass) {
    var r = pass.memo(Reduction.class, this, (op, p) -> Reduction.of(p.inputShape(0), op.axis));
    r.backward(pass, 1.0 / r.n());
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
