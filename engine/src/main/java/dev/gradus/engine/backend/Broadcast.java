package dev.gradus.engine.backend;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.Arrays;

/// How two shapes meet element by element: sizes of the result, and for each operand the stride of
/// every dimension (0 where it repeats). NumPy's rule: shapes are aligned at the last dimension,
/// and a size of 1 or a missing dimension repeats.
///
/// @param shape shape of the result
/// @param leftStrides strides of the left operand, one for each dimension of the result
/// @param rightStrides strides of the right operand
public record Broadcast(Shape shape, int[] leftStrides, int[] rightStrides) {

  /// The broadcast of two shapes.
  ///
  /// @throws ShapeException if a dimension differs and neither is 1
  public static Broadcast of(String operation, Shape left, Shape right) {
    int rank = Math.max(left.rank(), right.rank());
    var dims = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int l = i <= left.rank() ? left.dim(-i) : 1;
      int r = i <= right.rank() ? right.dim(-i) : 1;
      if (l != r && l != 1 && r != 1) {
        throw new ShapeException(
            operation
                + ": the shapes "
                + left
                + " and "
                + right
                + " do not fit: counted from the last, dimension "
                + i
                + " is "
                + l
                + " on the left and "
                + r
                + " on the right. Sizes must be equal or 1; reshape one of them.");
      }
      dims[rank - i] = l == 1 ? r : l;
    }
    var shape = Shape.of(dims);
    return new Broadcast(shape, strides(left, rank), strides(right, rank));
  }

  /// Whether neither operand repeats: plain element by element.
  public boolean plain() {
    return Arrays.equals(leftStrides, rightStrides) && !repeats(leftStrides);
  }

  private boolean repeats(int[] strides) {
    for (int i = 0; i < strides.length; i++) {
      if (strides[i] == 0 && shape.dim(i) != 1) {
        return true;
      }
    }
    return false;
  }

  private static int[] strides(Shape operand, int rank) {
    var strides = new int[rank];
    int stride = 1;
    for (int i = 1; i <= operand.rank(); i++) {
      int size = operand.dim(-i);
      strides[rank - i] = size == 1 ? 0 : stride;
      stride *= size;
    }
    return strides;
  }
}
