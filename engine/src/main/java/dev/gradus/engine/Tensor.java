package dev.gradus.engine;

import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.internal.Autograd;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.ImageMath;
import dev.gradus.engine.internal.TensorText;
import dev.gradus.engine.op.AveragePooling2d;
import dev.gradus.engine.op.Convolution2d;
import dev.gradus.engine.op.DropoutMask;
import dev.gradus.engine.op.MaxPooling2d;
import dev.gradus.engine.op.MeanSquaredError;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.SoftmaxCrossEntropy;
import dev.gradus.engine.op.Windows;
import dev.gradus.engine.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Numbers with a shape, and the memory of how they were made.
///
/// Operations run at once and return new tensors; if an operand wants a gradient, the result
/// remembers the operation, and [#backward()] on a single number fills [#grad()] of everything that
/// led to it:
///
/// ```java
/// var w = Tensor.randn(3, 2).requiresGrad();
/// var loss = x.matmul(w).relu().sum();
/// loss.backward();
/// w.grad()
/// ```
///
/// Data are row-major; images are `[batch, channels, height, width]`. Shapes broadcast as in NumPy.
public class Tensor extends TensorShapes {
  private final Shape shape;
  private final Device device;
  private final boolean symbolic;
  private @Nullable Slice data;
  private @Nullable Slice grad;
  private boolean requiresGrad;
  private @Nullable Origin origin;
  private @Nullable Tensor mask;

  /// For parameters, whose data come later.
  Tensor(Shape shape, Device device) {
    this(shape, device, null, false);
  }

  private Tensor(Shape shape, Device device, @Nullable Slice data, boolean symbolic) {
    this.shape = shape;
    this.device = device;
    this.data = data;
    this.symbolic = symbolic;
  }

  /// How a tensor was made: the operation, its operands and where it ran.
  ///
  /// @param op the operation
  /// @param inputs its operands, in order
  /// @param pass the run, used again for the backward pass
  public record Origin(Op op, List<Tensor> inputs, dev.gradus.engine.op.Pass pass) {}

  // ---- making tensors

  /// A list of numbers, shape `[n]`.
  public static Tensor of(float... values) {
    Given.one("the list of numbers", values);
    return of(Shape.of(values.length), values);
  }

  /// Numbers in row-major order with a shape.
  ///
  /// @throws ShapeException if there are more or fewer numbers than the shape has elements
  public static Tensor of(Shape shape, float... values) {
    Given.one("the shape", shape);
    Given.one("the list of numbers", values);
    if (values.length != shape.size()) {
      throw new ShapeException(
          "the shape " + shape + " has " + shape.size() + " elements, got " + values.length + ".");
    }
    var tensor = zeros(shape);
    tensor.slice().storage().write(0, values, 0, values.length);
    return tensor;
  }

  /// A table of numbers, shape `[rows, columns]`.
  ///
  /// @throws ShapeException if the rows differ in length
  public static Tensor of(float[][] rows) {
    Given.one("the list of rows", rows);
    for (int i = 0; i < rows.length; i++) {
      Given.one("row " + i, rows[i]);
    }
    int columns = rows.length == 0 ? 0 : rows[0].length;
    var flat = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new ShapeException(
            "all rows must have the same length: row 0 has "
                + columns
                + " numbers, row "
                + i
                + " has "
                + rows[i].length
                + ".");
      }
      System.arraycopy(rows[i], 0, flat, i * columns, columns);
    }
    return of(Shape.of(rows.length, columns), flat);
  }

  /// A single number, shape `[]`.
  public static Tensor scalar(double value) {
    return full(Shape.of(), value);
  }

  /// All zero.
  public static Tensor zeros(Shape shape) {
    Given.one("the shape", shape);
    var device = Context.current().device();
    return on(device, shape, Slice.of(device.backend().allocate(shape.size())));
  }

  /// All zero, shape given by its sizes.
  public static Tensor zeros(int... dims) {
    return zeros(Shape.of(dims));
  }

  /// All one.
  public static Tensor ones(int... dims) {
    return full(Shape.of(dims), 1);
  }

  /// All the same number.
  public static Tensor full(Shape shape, double value) {
    Given.one("the shape", shape);
    var tensor = zeros(shape);
    tensor.device.backend().fill(tensor.slice(), value);
    return tensor;
  }

  /// 0, 1, ..., n - 1.
  ///
  /// @throws ShapeException if n is negative
  public static Tensor arange(int n) {
    if (n < 0) {
      throw new ShapeException("arange needs 0 numbers or more, got " + n + ".");
    }
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = i;
    }
    return of(values);
  }

  /// Normal numbers with mean 0 and standard deviation 1, from the context's seed.
  ///
  /// @throws ShapeException if a size is negative
  public static Tensor randn(int... dims) {
    var random = new Philox(Context.current().nextKey(), 0);
    var values = new float[Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return of(Shape.of(dims), values);
  }

  /// Uniform numbers in [0, 1), from the context's seed.
  ///
  /// @throws ShapeException if a size is negative
  public static Tensor rand(int... dims) {
    var random = new Philox(Context.current().nextKey(), 0);
    var values = new float[Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return of(Shape.of(dims), values);
  }

  /// A tensor over numbers that exist already; not copied.
  public static Tensor on(Device device, Shape shape, Slice data) {
    return new Tensor(shape, device, data, false);
  }

  /// A tensor that stands for numbers in a recording.
  public static Tensor symbolic(Shape shape) {
    return new Tensor(shape, Context.current().device(), null, true);
  }

  // ---- what it is

  /// The sizes of its dimensions.
  public Shape shape() {
    return shape;
  }

  /// The number of elements.
  public int size() {
    return shape.size();
  }

  @Override
  Tensor self() {
    return this;
  }

  /// Where its numbers live.
  public Device device() {
    return device;
  }

  /// Whether it stands for numbers in a recording and has none of its own.
  public boolean isSymbolic() {
    return symbolic;
  }

  /// Which steps of these padded sequences are real, [batch, steps] of 0 and 1, or null if all are.
  /// Layers hand it on as long as there are steps; recurrent layers skip steps that are 0.
  public @Nullable Tensor mask() {
    return mask;
  }

  /// Attaches a mask [batch, steps]; null takes it off. Returns this tensor.
  ///
  /// @throws ShapeException if this tensor does not start with the dimensions of the mask
  public Tensor withMask(@Nullable Tensor steps) {
    if (steps != null) {
      var m = steps.shape();
      if (m.rank() != 2 || shape.rank() < 2 || !m.equals(Shape.of(shape.dim(0), shape.dim(1)))) {
        throw new ShapeException(
            "expected a mask [batch, steps] for a tensor [batch, steps, ...], got the mask "
                + m
                + " for "
                + shape
                + ".");
      }
    }
    mask = steps;
    return this;
  }

  /// Whether it is a parameter of a model.
  public boolean isParameter() {
    return false;
  }

  /// Where its numbers lie.
  ///
  /// @throws SymbolicReadException in a recording
  public Slice slice() {
    if (data == null) {
      throw new SymbolicReadException(
          "the value of a tensor was read while the model's operations were being recorded.");
    }
    return data;
  }

  /// Says where the numbers lie; for parameters.
  void bind(Slice values, Slice gradients) {
    this.data = values;
    this.grad = gradients;
  }

  /// Whether numbers have been assigned.
  boolean isBound() {
    return data != null;
  }

  /// Its numbers in row-major order, copied.
  ///
  /// @throws SymbolicReadException in a recording
  public float[] toArray() {
    return slice().toFloats();
  }

  /// The number at a position, as `image.get(0, 0, 3, 4)`.
  ///
  /// @throws ShapeException if the position has not one index within its size for each dimension
  /// @throws SymbolicReadException in a recording
  public float get(int... position) {
    if (Given.one("the position", position).length != shape.rank()) {
      throw new ShapeException(
          "a tensor of shape "
              + shape
              + " needs "
              + shape.rank()
              + " indices, got "
              + Arrays.toString(position)
              + ".");
    }
    int at = 0;
    for (int i = 0; i < position.length; i++) {
      if (position[i] < 0 || position[i] >= shape.dim(i)) {
        throw new ShapeException(
            "index "
                + position[i]
                + " of dimension "
                + i
                + " is outside 0 to "
                + (shape.dim(i) - 1)
                + " (shape "
                + shape
                + ").");
      }
      at = at * shape.dim(i) + position[i];
    }
    return (float) slice().get(at);
  }

  /// The value of a tensor with one element.
  ///
  /// @throws ShapeException if there is not exactly one element
  /// @throws SymbolicReadException in a recording
  public float item() {
    if (size() != 1) {
      throw new ShapeException(
          "item() needs exactly one element, but the shape is "
              + shape
              + ". Use sum(), mean() or get(...).");
    }
    return (float) slice().get(0);
  }

  /// Index of the largest number of the last dimension, for every row.
  ///
  /// @throws SymbolicReadException in a recording
  public int[] argmax() {
    var values = toArray();
    int n = shape.last();
    var winners = new int[n == 0 ? 0 : values.length / n];
    for (int row = 0; row < winners.length; row++) {
      for (int i = 1; i < n; i++) {
        if (values[row * n + i] > values[row * n + winners[row]]) {
          winners[row] = i;
        }
      }
    }
    return winners;
  }

  // ---- gradients

  /// Asks for a gradient; returns this tensor.
  ///
  /// @throws GradusException if this is the result of an operation
  public Tensor requiresGrad() {
    if (origin != null) {
      throw new GradusException(
          "this tensor is the result of an operation; ask for gradients of the tensors it was made from.");
    }
    requiresGrad = true;
    return this;
  }

  /// Whether it has or leads to something with a gradient.
  public boolean wantsGrad() {
    return requiresGrad;
  }

  /// Switches the gradient on or off; for parameters.
  void wantGrad(boolean on) {
    requiresGrad = on;
  }

  /// The gradient that [#backward()] left here.
  ///
  /// @throws GradusException if there is none
  public Tensor grad() {
    if (grad == null) {
      throw new GradusException(
          requiresGrad
              ? "there is no gradient yet: call backward() on the loss first."
              : "this tensor has no gradient: call requiresGrad() on it before using it.");
    }
    return on(device, shape, grad);
  }

  /// Where the gradient lies, or null.
  public @Nullable Slice gradSlice() {
    return grad;
  }

  /// Sets where the gradient lies.
  public void gradSlice(@Nullable Slice slice) {
    this.grad = slice;
  }

  /// How it was made, or null if it was given.
  public @Nullable Origin origin() {
    return origin;
  }

  /// Remembers how it was made.
  public void origin(Origin how) {
    this.origin = how;
    this.requiresGrad = true;
  }

  /// Adds to the gradient of everything that led to this number the derivative of it.
  ///
  /// @throws ShapeException if this is not a single number
  /// @throws GradusException if nothing that led to it wants a gradient
  public void backward() {
    Autograd.backward(this);
  }

  /// Forgets the gradient.
  public void zeroGrad() {
    if (grad != null) {
      device.backend().fill(grad, 0);
    }
  }

  /// The same numbers without the memory of how they were made.
  ///
  /// @throws SymbolicReadException in a recording
  public Tensor detach() {
    return on(device, shape, slice());
  }

  /// Applies any operation, also one of your own.
  public static Tensor apply(Op op, Tensor... inputs) {
    return Autograd.apply(op, Given.all("tensor", inputs));
  }

  // ---- networks

  /// Convolution, stride 1, no padding: this [batch, channels, height, width], weights [filters,
  /// channels, rows, columns], bias `[filters]`.
  public Tensor conv2d(Tensor weights, Tensor bias) {
    return conv2d(weights, bias, 1, 0);
  }

  /// Convolution with a stride and zero padding on every side.
  public Tensor conv2d(Tensor weights, Tensor bias, int stride, int padding) {
    return apply(Convolution2d.of(Padding.of(padding)).stride(stride, stride), this, weights, bias);
  }

  /// Slides a kernel [rows, columns] over this image [height, width] and sums the products: y[i, j]
  /// = sum over k, l of kernel[k, l] x[i + k, j + l], where the kernel fits. What the field calls a
  /// convolution.
  public Tensor crossCorrelate(Tensor kernel) {
    return ImageMath.crossCorrelate(this, kernel);
  }

  /// The convolution of mathematics: [#crossCorrelate] with the kernel flipped in both directions.
  public Tensor convolve(Tensor kernel) {
    return ImageMath.convolve(this, kernel);
  }

  /// Images as [batch, height, width, channels] or [height, width, channels], the layout of image
  /// files and TensorFlow, from the engine's [batch, channels, height, width] or [channels, height,
  /// width].
  public Tensor toChannelsLast() {
    return ImageMath.toChannelsLast(this);
  }

  /// The reverse of [#toChannelsLast()].
  public Tensor toChannelsFirst() {
    return ImageMath.toChannelsFirst(this);
  }

  /// Largest number in every window of `size` x `size` pixels, windows side by side.
  public Tensor maxPool2d(int size) {
    return apply(new MaxPooling2d(Windows.of(size)), this);
  }

  /// Mean of every window of `size` x `size` pixels, windows side by side.
  public Tensor avgPool2d(int size) {
    return apply(new AveragePooling2d(Windows.of(size), true), this);
  }

  /// In training sets each number to 0 with probability `rate` and divides the others by 1 - rate;
  /// in inference changes nothing.
  public Tensor dropout(double rate) {
    return Context.current().training() && rate > 0 ? apply(new DropoutMask(rate), this) : this;
  }

  /// Mean cross-entropy of the softmax of these scores [batch, ..., classes] against class indices
  /// [batch, ...]; rows labelled -1 do not count.
  public Tensor crossEntropy(Tensor labels) {
    return apply(new SoftmaxCrossEntropy(), this, labels);
  }

  /// Mean of the squared differences.
  public Tensor meanSquaredError(Tensor target) {
    return apply(new MeanSquaredError(), this, target);
  }

  /// Numbers in rows, with the shape; long tensors are shortened.
  @Override
  public String toString() {
    return symbolic ? "Tensor" + shape + " (recorded)" : TensorText.of(this);
  }
}
