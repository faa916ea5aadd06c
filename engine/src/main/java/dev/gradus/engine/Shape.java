package dev.gradus.engine;

import dev.gradus.engine.internal.Given;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The sizes of a tensor's dimensions, outermost first: `[channels, height, width]` for one image,
/// `[batch, channels, height, width]` for a batch. Immutable. A rank of 0 is a single number.
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;

  private Shape(int[] dims) {
    this.dims = dims;
  }

  /// A shape of these sizes, each 0 or more.
  ///
  /// @throws ShapeException if a size is negative or the number of elements exceeds 2^31 - 1
  public static Shape of(int... dims) {
    if (Given.one("the list of sizes", dims).length == 0) {
      return SCALAR;
    }
    long size = 1;
    for (int d : dims) {
      if (d < 0) {
        throw new ShapeException(
            "a dimension cannot be negative: "
                + Arrays.toString(dims)
                + ". Give sizes of 0 or more.");
      }
      size *= d;
      if (size > Integer.MAX_VALUE) {
        throw new ShapeException(
            "the shape "
                + Arrays.toString(dims)
                + " has more than 2^31 - 1 elements. Use a smaller batch or smaller layers.");
      }
    }
    return new Shape(dims.clone());
  }

  /// The number of dimensions.
  public int rank() {
    return dims.length;
  }

  /// The size of dimension `i`; negative indices count from the end, so `-1` is the last.
  ///
  /// @throws ShapeException if there is no such dimension
  public int dim(int i) {
    int at = i < 0 ? i + dims.length : i;
    if (at < 0 || at >= dims.length) {
      throw new ShapeException("there is no dimension " + i + " in the shape " + this + ".");
    }
    return dims[at];
  }

  /// The size of the last dimension (1 for a single number).
  public int last() {
    return dims.length == 0 ? 1 : dims[dims.length - 1];
  }

  /// The number of elements.
  public int size() {
    int size = 1;
    for (int d : dims) {
      size *= d;
    }
    return size;
  }

  /// A copy of the sizes.
  public int[] dims() {
    return dims.clone();
  }

  /// This shape with one more dimension in front: `[28, 28]` becomes `[n, 28, 28]`.
  ///
  /// @throws ShapeException if n is negative or the product of the sizes no longer an int
  public Shape prepend(int n) {
    var more = new int[dims.length + 1];
    more[0] = n;
    System.arraycopy(dims, 0, more, 1, dims.length);
    return of(more);
  }

  /// This shape with one more dimension behind: `[28]` becomes `[28, n]`.
  ///
  /// @throws ShapeException if n is negative or the product of the sizes no longer an int
  public Shape append(int n) {
    var more = Arrays.copyOf(dims, dims.length + 1);
    more[dims.length] = n;
    return of(more);
  }

  /// This shape without its first dimension: one sample of a batch.
  ///
  /// @throws ShapeException for a single number
  public Shape rest() {
    if (dims.length == 0) {
      throw new ShapeException("a single number has no first dimension to leave out.");
    }
    return of(Arrays.copyOfRange(dims, 1, dims.length));
  }

  /// This shape with dimension `i` (negative from the end) replaced.
  ///
  /// @throws ShapeException if there is no such dimension, the size is negative or the product no
  ///   longer an int
  public Shape with(int i, int size) {
    dim(i);
    var copy = dims.clone();
    copy[i < 0 ? i + dims.length : i] = size;
    return of(copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /// As `[64, 1, 28, 28]`.
  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
