package dev.gradus.engine;

import dev.gradus.engine.internal.Given;
import dev.gradus.engine.op.ArgExtreme;
import dev.gradus.engine.op.Extreme;
import dev.gradus.engine.op.LogSoftmaxRows;
import dev.gradus.engine.op.MeanOp;
import dev.gradus.engine.op.Norm;
import dev.gradus.engine.op.SoftmaxRows;
import dev.gradus.engine.op.SumOp;
import java.util.Arrays;

/// What a [Tensor] says about its dimensions: sums, means, extremes.
///
/// Errors: ShapeException for an axis that the tensor does not have, and for the extremes of no
/// numbers.
public abstract class TensorReductions extends TensorMath {
  TensorReductions() {}

  /// The sum of all elements.
  public Tensor sum() {
    return Tensor.apply(SumOp.all(), self());
  }

  /// The sum over one dimension (negative from the end), which disappears.
  public Tensor sum(int axis) {
    return Tensor.apply(SumOp.along(axis), self());
  }

  /// The mean of all elements.
  public Tensor mean() {
    return Tensor.apply(MeanOp.all(), self());
  }

  /// The mean over one dimension (negative from the end), which disappears.
  public Tensor mean(int axis) {
    return Tensor.apply(MeanOp.along(axis), self());
  }

  /// Logarithm of the softmax over the last dimension, stable.
  public Tensor logSoftmax() {
    return Tensor.apply(new LogSoftmaxRows(), self());
  }

  /// Softmax over the last dimension.
  public Tensor softmax() {
    return Tensor.apply(new SoftmaxRows(), self());
  }

  /// The sum over one dimension, which stays with size 1 if so wanted.
  public Tensor sum(int axis, boolean keepDims) {
    return Tensor.apply(new SumOp(axis, keepDims), self());
  }

  /// The sum over several dimensions, which stay with size 1 if so wanted.
  public Tensor sum(int[] axes, boolean keepDims) {
    var result = self();
    for (int axis : descending(axes)) {
      result = result.sum(axis, keepDims);
    }
    return result;
  }

  /// The mean over one dimension, which stays with size 1 if so wanted.
  public Tensor mean(int axis, boolean keepDims) {
    return Tensor.apply(new MeanOp(axis, keepDims), self());
  }

  /// The mean over several dimensions, which stay with size 1 if so wanted.
  public Tensor mean(int[] axes, boolean keepDims) {
    var result = self();
    for (int axis : descending(axes)) {
      result = result.mean(axis, keepDims);
    }
    return result;
  }

  /// Checked and counted from the front, last first, so that those to come keep their numbers.
  private int[] descending(int[] axes) {
    int rank = self().shape().rank();
    var sorted =
        Arrays.stream(Given.one("the list of axes", axes))
            .map(a -> a < 0 ? a + rank : a)
            .sorted()
            .toArray();
    var result = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      boolean twice = i > 0 && sorted[i] == sorted[i - 1];
      if (sorted[i] < 0 || sorted[i] >= rank || twice) {
        throw new ShapeException(
            "expected different axes from "
                + -rank
                + " to "
                + (rank - 1)
                + " for the shape "
                + self().shape()
                + ", got "
                + Arrays.toString(axes)
                + ".");
      }
      result[sorted.length - 1 - i] = sorted[i];
    }
    return result;
  }

  /// The unbiased variance of all numbers: squared distances from the mean, divided by n - 1, as
  /// PyTorch's default; NaN of one number.
  public Tensor var() {
    return self().reshape(-1).var(0);
  }

  /// The unbiased variance over one dimension, which disappears.
  public Tensor var(int axis) {
    var squares = self().sub(mean(axis, true)).square().sum(axis);
    return squares.mul(1.0 / (self().shape().dim(axis) - 1));
  }

  /// The standard deviation of all numbers: the root of [#var()].
  public Tensor std() {
    return var().sqrt();
  }

  /// The standard deviation over one dimension, which disappears.
  public Tensor std(int axis) {
    return var(axis).sqrt();
  }

  /// The largest of all numbers; NaN if there is one.
  public Tensor max() {
    return Tensor.apply(new Extreme(true, null, false), self());
  }

  /// The largest number along a dimension, which disappears.
  public Tensor max(int axis) {
    return Tensor.apply(new Extreme(true, axis, false), self());
  }

  /// The smallest of all numbers; NaN if there is one.
  public Tensor min() {
    return Tensor.apply(new Extreme(false, null, false), self());
  }

  /// The smallest number along a dimension, which disappears.
  public Tensor min(int axis) {
    return Tensor.apply(new Extreme(false, axis, false), self());
  }

  /// Index of the largest number along a dimension, which disappears: the first of equals.
  public Tensor argmax(int axis) {
    return Tensor.apply(new ArgExtreme(true, axis), self());
  }

  /// Index of the smallest number along a dimension, which disappears: the first of equals.
  public Tensor argmin(int axis) {
    return Tensor.apply(new ArgExtreme(false, axis), self());
  }

  /// The Euclidean norm: the root of the sum of all squares.
  public Tensor norm() {
    return Tensor.apply(new Norm(), self());
  }
}
