package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A tensor seen as [outer, n, inner] for a sum over its middle.
///
/// @param outer product of the sizes before the axis
/// @param n size of the axis
/// @param inner product of the sizes behind it
record Reduction(int outer, int n, int inner) {

  /// Along an axis, or over everything.
  static Reduction of(Shape x, @Nullable Integer axis) {
    if (axis == null) {
      return new Reduction(1, x.size(), 1);
    }
    int at = Dims.axis(x, axis);
    return new Reduction(Dims.product(x, 0, at), x.dim(at), Dims.product(x, at + 1, x.rank()));
  }

  /// The shape that is left.
  ///
  /// @param keepDims keep reduced dimensions with size 1
  static Shape shape(Shape x, @Nullable Integer axis, boolean keepDims) {
    var dims = x.dims();
    if (axis == null) {
      Arrays.fill(dims, 1);
      return keepDims ? Shape.of(dims) : Shape.of();
    }
    int at = Dims.axis(x, axis);
    if (keepDims) {
      return x.with(at, 1);
    }
    var left = new int[dims.length - 1];
    System.arraycopy(dims, 0, left, 0, at);
    System.arraycopy(dims, at + 1, left, at, left.length - at);
    return Shape.of(left);
  }

  void forward(Pass pass, double scale) {
    pass.backend().reduceSum(pass.input(0), outer, n, inner, scale, pass.output(), false);
  }

  void backward(Pass pass, double scale) {
    pass.backend()
        .expand(pass.gradOutput(), outer, n, inner, scale, pass.gradInput(0), pass.accumulate(0));
  }
}
