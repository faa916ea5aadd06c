package dev.gradus.engine.backend;

import org.jspecify.annotations.Nullable;

/// The kernels that every operation is made of. All slices of a call belong to this backend;
/// tensors are row-major and contiguous, images NCHW. Kernels that produce a gradient take
/// `accumulate`: add to the target instead of overwriting it. A target never overlaps a source
/// unless the kernel says that it may be the same slice.
///
/// Contract: results do not depend on the number of threads, bit for bit. Every implementation
/// passes the same contract test against the scalar reference.
public interface Backend {

  /// A short name, as `cpu (256-bit vectors, 2 threads)`.
  String name();

  /// A zero-filled storage.
  Storage allocate(int length);

  /// y = value.
  void fill(Slice y, double value);

  /// y = x.
  void copy(Slice x, Slice y);

  /// y = a x + b y. With b = 0 the old y does not matter, even if it is NaN. y may be x.
  void axpby(double a, Slice x, double b, Slice y);

  /// y = f(x); y may be x.
  void unary(UnaryFunction f, Slice x, Slice y);

  /// dx = f'(x) dy, where y = f(x); dx may be dy if it does not accumulate. LOG, SQUARE and ABS
  /// read x and not y, the others y and not x: what is not read may hold anything.
  void unaryBackward(UnaryFunction f, Slice x, Slice y, Slice dy, Slice dx, boolean accumulate);

  /// y = f(a, b) with broadcasting.
  void binary(BinaryFunction f, Broadcast broadcast, Slice a, Slice b, Slice y);

  /// The gradient of one operand of [#binary]: the derivative by it times dy, summed over the
  /// dimensions in which it repeats. ADD and SUBTRACT do not read a and b, which may hold anything.
  ///
  /// @param left true for the gradient of `a`, false for that of `b`
  void binaryBackward(
      BinaryFunction f,
      Broadcast broadcast,
      boolean left,
      Slice a,
      Slice b,
      Slice dy,
      Slice target,
      boolean accumulate);

  /// Sums the middle dimension of x [outer, n, inner]: y [outer, inner] = scale * sum.
  void reduceSum(Slice x, int outer, int n, int inner, double scale, Slice y, boolean accumulate);

  /// Repeats along a new middle dimension: y [outer, n, inner] = scale * x [outer, inner].
  void expand(Slice x, int outer, int n, int inner, double scale, Slice y, boolean accumulate);

  /// Sums over the first and last dimension of x [outer, n, inner]: y `[n]` (a bias gradient).
  void channelSum(Slice x, int outer, int n, int inner, Slice y, boolean accumulate);

  /// y = x with dimensions in another order: element (i0, i1, ...) of y, whose sizes are `dims`, is
  /// read from x at sum of i_d * `strides[d]`. x may be longer or shorter than y.
  void permute(Slice x, int[] dims, int[] strides, Slice y, boolean accumulate);

  /// Copies the middle part of a dimension: x [outer, n, inner] to y [outer, count, inner], from
  /// index `from`.
  void slice(Slice x, int outer, int n, int inner, int from, int count, Slice y);

  /// The reverse of [#slice]: adds y [outer, count, inner] into x at `from`, or, if not
  /// accumulating, overwrites that part of x and leaves the rest as it is.
  void unslice(
      Slice y, int outer, int n, int inner, int from, int count, Slice x, boolean accumulate);

  /// C = f(A B + bias).
  ///
  /// @param bias `[n]`, added to every row; null for none
  void gemm(Gemm gemm, Slice a, Slice b, @Nullable Slice bias, Slice c);

  /// How many elements [#pack] needs.
  default int packedSize(Gemm gemm) {
    return gemm.k() * gemm.n();
  }

  /// Brings B into the order in which [#gemmPacked] reads it: worth while for a matrix of several
  /// products, as recurrent weights are. Of the product only n, k and whether B is transposed
  /// matter.
  ///
  /// @param packed [#packedSize] elements
  default void pack(Gemm gemm, Slice b, Slice packed) {
    int size = gemm.k() * gemm.n();
    copy(b.part(0, size), packed.part(0, size));
  }

  /// C = f(A B + bias) as [#gemm], to the bit, for a B that [#pack] has packed and an A that is not
  /// transposed.
  default void gemmPacked(Gemm gemm, Slice a, Slice packed, @Nullable Slice bias, Slice c) {
    gemm(gemm, a, packed, bias, c);
  }

  /// y = f(conv(x, w) + bias).
  ///
  /// @param bias `[outChannels]`, or null
  void conv2d(
      ConvGeometry g, Slice x, Slice w, @Nullable Slice bias, Activation activation, Slice y);

  /// The gradient of a convolution's input.
  void conv2dBackwardData(ConvGeometry g, Slice dy, Slice w, Slice dx, boolean accumulate);

  /// The gradient of a convolution's weights.
  void conv2dBackwardFilter(ConvGeometry g, Slice x, Slice dy, Slice dw, boolean accumulate);

  /// dx = f'(y) dy for a fused activation; dx may be dy.
  void activationBackward(Activation activation, Slice y, Slice dy, Slice dx);

  /// Maximum over windows.
  ///
  /// @param winners for every output the index of its maximum inside the window (row * kernelWidth
  ///   + column), the first in row-major order on a tie; NaN wins. Null if not wanted
  void maxPool(PoolGeometry g, Slice x, Slice y, @Nullable Slice winners);

  /// Sends dy to the winners.
  void maxPoolBackward(PoolGeometry g, Slice winners, Slice dy, Slice dx, boolean accumulate);

  /// Mean over windows.
  ///
  /// @param countPadding divide by the size of the window clipped to the padded image (as PyTorch's
  ///   default does) instead of by the number of real pixels in it
  void averagePool(PoolGeometry g, boolean countPadding, Slice x, Slice y);

  /// The gradient of [#averagePool].
  void averagePoolBackward(
      PoolGeometry g, boolean countPadding, Slice dy, Slice dx, boolean accumulate);

  /// Softmax of every row of x [rows, n], stable; y may be x.
  void softmax(int rows, int n, Slice x, Slice y);

  /// dx = y (dy - sum(y dy)) for every row.
  void softmaxBackward(int rows, int n, Slice y, Slice dy, Slice dx, boolean accumulate);

  /// Inverted dropout: y = x / (1 - rate) where the element's random number, a Philox number keyed
  /// by `key` at the element's index, is at least `rate`; else 0. The same key gives the same mask
  /// on every backend: element i uses word i % 4 of block (key, high 0, low i / 4), kept if the
  /// unsigned word is at least rate * 2^32. y may be x.
  void dropout(long key, double rate, Slice x, Slice y);

  /// dx = dy * mask / (1 - rate), with the mask of [#dropout].
  void dropoutBackward(long key, double rate, Slice dy, Slice dx, boolean accumulate);

  /// One step of gradient descent on flat parameters, with momentum as PyTorch defines it: v = mu v
  /// + (1 - dampening) (g + decay w) with dampening 0; w -= lr v; Nesterov uses g + mu v.
  ///
  /// @param velocity null without momentum
  void sgd(
      double rate,
      double momentum,
      boolean nesterov,
      double weightDecay,
      Slice weights,
      Slice gradients,
      @Nullable Slice velocity);

  /// One step of Adam on flat parameters: m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate
  /// * (m / c1) / (sqrt(v / c2) + epsilon), with c1 and c2 the bias corrections 1 - b^t (1 if
  ///   switched off).
  void adam(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double correction1,
      double correction2,
      Slice weights,
      Slice gradients,
      Slice m,
      Slice v);

  /// The sum of squares, accumulated in double.
  double sumOfSquares(Slice x);

  /// Whether every element is a number of a magnitude below `limit`.
  boolean allBelow(double limit, Slice x);

  /// Whether every element is finite.
  default boolean allFinite(Slice x) {
    return allBelow(Double.POSITIVE_INFINITY, x);
  }

  /// How many rows of x [rows, n] have their maximum (first on a tie) at the labelled index. A row
  /// with a NaN has none.
  int countCorrect(int rows, int n, Slice x, Slice labels);

  /// Kernels of batch, layer and local response normalisation.
  NormalizationKernels normalization();

  /// Kernels of recurrent cells: what happens to a time step besides its products.
  RecurrentKernels recurrent();

  /// Kernels that read and write rows by number: embeddings and gathers.
  IndexingKernels indexing();

  /// Element-wise kernels with settings of their own.
  ElementKernels elements();

  /// Kernels of losses and their gradients.
  LossKernels losses();

  /// Kernels of optimizers, penalties and clipping on flat buffers.
  UpdateKernels updates();

  /// Kernels of activations beyond the plain ones.
  ActivationKernels activations();

  /// Kernels that slide windows over images, beyond convolution, maximum and mean.
  WindowKernels windows();

  /// Which kernels a convolution gets here, in words: for the result and the gradients of its input
  /// and its weights. Empty where there is no choice.
  default String kernels(ConvGeometry geometry) {
    return "";
  }
}
