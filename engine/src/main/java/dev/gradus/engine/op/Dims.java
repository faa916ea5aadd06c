package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;

/// Small questions about shapes that several operations ask.
final class Dims {
  private Dims() {}

  /// The product of the sizes of dimensions `from` to `to` (exclusive).
  static int product(Shape shape, int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= shape.dim(i);
    }
    return product;
  }

  /// The number of rows if the last dimension is a row.
  static int rows(Shape shape) {
    return product(shape, 0, shape.rank() - 1);
  }

  /// A dimension counted from the front, checked.
  ///
  /// @param axis may be negative: -1 is the last
  /// @throws ShapeException if the shape has no such dimension
  static int axis(Shape shape, int axis) {
    int at = axis < 0 ? axis + shape.rank() : axis;
    if (at < 0 || at >= shape.rank()) {
      throw new ShapeException(
          "expected an axis from "
              + -shape.rank()
              + " to "
              + (shape.rank() - 1)
              + " for the shape "
              + shape
              + ", got "
              + axis
              + ". Axis 0 is the first (the batch), -1 the last.");
    }
    return at;
  }

  /// Checks that x has rows; returns it.
  ///
  /// @throws ShapeException if it is a single number
  static Shape checkRows(Shape x) {
    if (x.rank() == 0) {
      throw new ShapeException(
          "expected rows of scores [..., classes], got a single number "
              + x
              + ". Reshape it to [1, 1].");
    }
    return x;
  }

  /// Checks that x is a batch of images.
  ///
  /// @throws ShapeException if it has not four dimensions
  static void checkImages(Shape x) {
    if (x.rank() == 4) {
      return;
    }
    String fix =
        switch (x.rank()) {
          case 3 ->
              "For one image add a batch dimension: reshape it to [1, "
                  + x.dim(0)
                  + ", "
                  + x.dim(1)
                  + ", "
                  + x.dim(2)
                  + "].";
          case 2 -> "Put it before flatten() and dense(), or reshape the rows to images.";
          default -> "Reshape the input.";
        };
    throw new ShapeException("expected [batch, channels, height, width], got " + x + ". " + fix);
  }
}
