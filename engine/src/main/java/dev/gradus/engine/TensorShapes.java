package dev.gradus.engine;

import dev.gradus.engine.internal.Given;
import dev.gradus.engine.op.Concatenate;
import dev.gradus.engine.op.FlattenSamples;
import dev.gradus.engine.op.Gather;
import dev.gradus.engine.op.IndexSelect;
import dev.gradus.engine.op.Permute;
import dev.gradus.engine.op.Reshape;
import dev.gradus.engine.op.SliceOp;
import dev.gradus.engine.op.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a [Tensor] is arranged anew: other shapes, parts, joins, choices by index.
///
/// Errors: ShapeException for sizes, axes or parts that do not fit the shape; DataException for an
/// index that is none.
public abstract class TensorShapes extends TensorReductions {
  TensorShapes() {}

  /// The same numbers in another shape of the same size; one size may be -1, to be worked out.
  public Tensor reshape(int... dims) {
    return Tensor.apply(Reshape.to(dims), self());
  }

  /// Everything but the first dimension in one: [batch, ...] becomes [batch, features].
  public Tensor flatten() {
    return Tensor.apply(new FlattenSamples(), self());
  }

  /// Rows become columns: swaps the last two dimensions.
  public Tensor transpose() {
    return Tensor.apply(new Transpose(), self());
  }

  /// Dimensions in another order: dimension i of the result is dimension `order[i]` of this.
  public Tensor permute(int... order) {
    return Tensor.apply(Permute.of(order), self());
  }

  /// The part [from, to) of a dimension.
  public Tensor narrow(int axis, int from, int to) {
    return Tensor.apply(new SliceOp(axis, from, to), self());
  }

  /// Tensors one after the other along a dimension.
  public static Tensor concat(int axis, Tensor... tensors) {
    return Tensor.apply(new Concatenate(axis), tensors);
  }

  /// Tensors of one shape one after the other along a new dimension.
  public static Tensor stack(int axis, Tensor... tensors) {
    Given.all("tensor", tensors);
    return concat(axis, Arrays.stream(tensors).map(t -> t.unsqueeze(axis)).toArray(Tensor[]::new));
  }

  /// The parts of a dimension, of these sizes; the reverse of [#concat].
  ///
  /// @throws ShapeException if the sizes do not add up to the dimension
  public List<Tensor> split(int axis, int... sizes) {
    int n = self().shape().dim(axis);
    Given.one("the list of sizes", sizes);
    if (Arrays.stream(sizes).sum() != n || Arrays.stream(sizes).anyMatch(s -> s < 0)) {
      throw new ShapeException(
          "split: expected sizes that add up to "
              + n
              + ", the size of axis "
              + axis
              + " of "
              + self().shape()
              + ", got "
              + Arrays.toString(sizes)
              + ".");
    }
    var parts = new ArrayList<Tensor>();
    int from = 0;
    for (int size : sizes) {
      parts.add(narrow(axis, from, from + size));
      from += size;
    }
    return List.copyOf(parts);
  }

  /// Without a dimension of size 1.
  ///
  /// @throws ShapeException if its size is not 1
  public Tensor squeeze(int axis) {
    var shape = self().shape();
    if (shape.dim(axis) != 1) {
      throw new ShapeException(
          "squeeze: expected a size of 1 at axis "
              + axis
              + ", got "
              + shape
              + ". Choose one number of the axis with narrow(...), or reduce it with sum or mean.");
    }
    int at = axis < 0 ? axis + shape.rank() : axis;
    var dims = new int[shape.rank() - 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(i < at ? i : i + 1);
    }
    return reshape(dims);
  }

  /// With one more dimension of size 1 at a place; -1 is behind the last.
  ///
  /// @throws ShapeException if there is no such place
  public Tensor unsqueeze(int axis) {
    var shape = self().shape();
    int at = axis < 0 ? axis + shape.rank() + 1 : axis;
    if (at < 0 || at > shape.rank()) {
      throw new ShapeException(
          "unsqueeze: expected an axis from "
              + (-shape.rank() - 1)
              + " to "
              + shape.rank()
              + " for the shape "
              + shape
              + ", got "
              + axis
              + ".");
    }
    var dims = new int[shape.rank() + 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == at ? 1 : shape.dim(i < at ? i : i - 1);
    }
    return reshape(dims);
  }

  /// Rows by number along an axis, which gives way to the dimensions of the indices: of [words, d]
  /// indices [batch, steps] give [batch, steps, d].
  ///
  /// @throws DataException if an index is no whole number of the range
  public Tensor indexSelect(int axis, Tensor indices) {
    return Tensor.apply(new IndexSelect(axis), self(), indices);
  }

  /// One number of an axis for every place of the indices: along axis 1 of a matrix y[i, j] = x[i,
  /// indices[i, j]].
  ///
  /// @throws DataException if an index is no whole number of the range
  public Tensor gather(int axis, Tensor indices) {
    return Tensor.apply(new Gather(axis), self(), indices);
  }
}
