package dev.gradus.engine.backend;

import dev.gradus.engine.backend.internal.scalar.ActivationReference;
import dev.gradus.engine.backend.internal.scalar.Convolutions;
import dev.gradus.engine.backend.internal.scalar.Dropouts;
import dev.gradus.engine.backend.internal.scalar.ElementReference;
import dev.gradus.engine.backend.internal.scalar.Functions;
import dev.gradus.engine.backend.internal.scalar.IndexingReference;
import dev.gradus.engine.backend.internal.scalar.LossReference;
import dev.gradus.engine.backend.internal.scalar.NormalizationReference;
import dev.gradus.engine.backend.internal.scalar.Numbers;
import dev.gradus.engine.backend.internal.scalar.Optimizers;
import dev.gradus.engine.backend.internal.scalar.Pooling;
import dev.gradus.engine.backend.internal.scalar.RecurrentReference;
import dev.gradus.engine.backend.internal.scalar.Rows;
import dev.gradus.engine.backend.internal.scalar.UpdateReference;
import dev.gradus.engine.backend.internal.scalar.WindowReference;
import org.jspecify.annotations.Nullable;

/// The reference: every kernel as plain loops over its definition, storing and computing in double
/// on one thread. Slow, and meant to be read; the fast backends are tested against it. All slices
/// must lie in a [DoubleStorage].
///
/// In single precision it is the processor's backend where the vector module is missing: it
/// computes in double all the same, but rounds what it stores, as the fast backends do, so that
/// what is written to files is all there is and a run that goes on from one has the same bits. Its
/// slices lie in a [SingleStorage].
public final class ScalarBackend implements Backend {
  private final NormalizationReference normalization = new NormalizationReference();
  private final RecurrentReference recurrent = new RecurrentReference();
  private final IndexingReference indexing = new IndexingReference();
  private final ElementReference elements = new ElementReference();
  private final LossReference losses = new LossReference();
  private final UpdateReference updates = new UpdateReference();
  private final ActivationReference activations = new ActivationReference();
  private final WindowReference windows = new WindowReference();

  private final boolean single;

  /// The reference, in double precision.
  public ScalarBackend() {
    this(false);
  }

  private ScalarBackend(boolean single) {
    this.single = single;
  }

  /// One that stores in single precision.
  public static ScalarBackend inSinglePrecision() {
    return new ScalarBackend(true);
  }

  @Override
  public String name() {
    return single ? "cpu (plain loops, 1 thread)" : "scalar (double precision reference, 1 thread)";
  }

  @Override
  public Storage allocate(int length) {
    return single ? new SingleStorage(length) : new DoubleStorage(length);
  }

  @Override
  public void fill(Slice y, double value) {
    var to = Numbers.of(y);
    for (int i = 0; i < to.length(); i++) {
      to.set(i, value);
    }
  }

  @Override
  public void copy(Slice x, Slice y) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int i = 0; i < to.length(); i++) {
      to.set(i, from.get(i));
    }
  }

  @Override
  public void axpby(double a, Slice x, double b, Slice y) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int i = 0; i < to.length(); i++) {
      to.set(i, b == 0 ? a * from.get(i) : a * from.get(i) + b * to.get(i));
    }
  }

  @Override
  public void unary(UnaryFunction f, Slice x, Slice y) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int i = 0; i < to.length(); i++) {
      to.set(i, Functions.apply(f, from.get(i)));
    }
  }

  @Override
  public void unaryBackward(
      UnaryFunction f, Slice x, Slice y, Slice dy, Slice dx, boolean accumulate) {
    var known = Numbers.of(Functions.derivativeReadsOutput(f) ? y : x);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int i = 0; i < target.length(); i++) {
      double slope = f == UnaryFunction.NEGATE ? -1 : Functions.derivative(f, known.get(i));
      target.put(i, slope * gradient.get(i), accumulate);
    }
  }

  @Override
  public void binary(BinaryFunction f, Broadcast broadcast, Slice a, Slice b, Slice y) {
    var left = Numbers.of(a);
    var right = Numbers.of(b);
    var to = Numbers.of(y);
    var at = new Odometer(broadcast.shape().dims());
    for (int i = 0; i < to.length(); i++) {
      double l = left.get(at.dot(broadcast.leftStrides()));
      double r = right.get(at.dot(broadcast.rightStrides()));
      to.set(i, Functions.apply(f, l, r));
      at.next();
    }
  }

  @Override
  public void binaryBackward(
      BinaryFunction f,
      Broadcast broadcast,
      boolean left,
      Slice a,
      Slice b,
      Slice dy,
      Slice target,
      boolean accumulate) {
    boolean reads = Functions.derivativeReadsInputs(f);
    var l = Numbers.of(a);
    var r = Numbers.of(b);
    var gradient = Numbers.of(dy);
    var sums = new double[target.length()];
    var at = new Odometer(broadcast.shape().dims());
    for (int i = 0; i < gradient.length(); i++) {
      int li = at.dot(broadcast.leftStrides());
      int ri = at.dot(broadcast.rightStrides());
      double lv = reads ? l.get(li) : 0;
      double rv = reads ? r.get(ri) : 0;
      double slope = left ? Functions.byLeft(f, lv, rv) : Functions.byRight(f, lv, rv);
      sums[left ? li : ri] += slope * gradient.get(i);
      at.next();
    }
    Numbers.of(target).put(sums, accumulate);
  }

  @Override
  public void reduceSum(
      Slice x, int outer, int n, int inner, double scale, Slice y, boolean accumulate) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += from.get((o * n + j) * inner + i);
        }
        to.put(o * inner + i, scale * sum, accumulate);
      }
    }
  }

  @Override
  public void expand(
      Slice x, int outer, int n, int inner, double scale, Slice y, boolean accumulate) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int o = 0; o < outer; o++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < inner; i++) {
          to.put((o * n + j) * inner + i, scale * from.get(o * inner + i), accumulate);
        }
      }
    }
  }

  @Override
  public void channelSum(Slice x, int outer, int n, int inner, Slice y, boolean accumulate) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int o = 0; o < outer; o++) {
        for (int i = 0; i < inner; i++) {
          sum += from.get((o * n + j) * inner + i);
        }
      }
      to.put(j, sum, accumulate);
    }
  }

  @Override
  public void permute(Slice x, int[] dims, int[] strides, Slice y, boolean accumulate) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    var at = new Odometer(dims);
    for (int i = 0; i < to.length(); i++) {
      to.put(i, from.get(at.dot(strides)), accumulate);
      at.next();
    }
  }

  @Override
  public void slice(Slice x, int outer, int n, int inner, int from, int count, Slice y) {
    var source = Numbers.of(x);
    var to = Numbers.of(y);
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count * inner; i++) {
        to.set(o * count * inner + i, source.get((o * n + from) * inner + i));
      }
    }
  }

  @Override
  public void unslice(
      Slice y, int outer, int n, int inner, int from, int count, Slice x, boolean accumulate) {
    var part = Numbers.of(y);
    var whole = Numbers.of(x);
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count * inner; i++) {
        whole.put((o * n + from) * inner + i, part.get(o * count * inner + i), accumulate);
      }
    }
  }

  @Override
  public void gemm(Gemm g, Slice a, Slice b, @Nullable Slice bias, Slice c) {
    var left = Numbers.of(a);
    var right = Numbers.of(b);
    var add = numbers(bias);
    var to = Numbers.of(c);
    for (int i = 0; i < g.m(); i++) {
      for (int j = 0; j < g.n(); j++) {
        double sum = 0;
        for (int k = 0; k < g.k(); k++) {
          double l = left.get(g.transposeA() ? k * g.m() + i : i * g.k() + k);
          double r = right.get(g.transposeB() ? j * g.k() + k : k * g.n() + j);
          sum += l * r;
        }
        sum += add == null ? 0 : add.get(j);
        to.put(i * g.n() + j, Functions.apply(g.activation(), sum), g.accumulate());
      }
    }
  }

  @Override
  public void conv2d(
      ConvGeometry g, Slice x, Slice w, @Nullable Slice bias, Activation activation, Slice y) {
    Convolutions.forward(g, Numbers.of(x), Numbers.of(w), numbers(bias), activation, Numbers.of(y));
  }

  @Override
  public void conv2dBackwardData(ConvGeometry g, Slice dy, Slice w, Slice dx, boolean accumulate) {
    Convolutions.backwardData(g, Numbers.of(dy), Numbers.of(w), Numbers.of(dx), accumulate);
  }

  @Override
  public void conv2dBackwardFilter(
      ConvGeometry g, Slice x, Slice dy, Slice dw, boolean accumulate) {
    Convolutions.backwardFilter(g, Numbers.of(x), Numbers.of(dy), Numbers.of(dw), accumulate);
  }

  @Override
  public void activationBackward(Activation activation, Slice y, Slice dy, Slice dx) {
    var out = Numbers.of(y);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int i = 0; i < target.length(); i++) {
      target.set(i, Functions.derivative(activation, out.get(i)) * gradient.get(i));
    }
  }

  @Override
  public void maxPool(PoolGeometry g, Slice x, Slice y, @Nullable Slice winners) {
    Pooling.max(g, Numbers.of(x), Numbers.of(y), numbers(winners));
  }

  @Override
  public void maxPoolBackward(
      PoolGeometry g, Slice winners, Slice dy, Slice dx, boolean accumulate) {
    Pooling.maxBackward(g, Numbers.of(winners), Numbers.of(dy), Numbers.of(dx), accumulate);
  }

  @Override
  public void averagePool(PoolGeometry g, boolean countPadding, Slice x, Slice y) {
    Pooling.average(g, countPadding, Numbers.of(x), Numbers.of(y));
  }

  @Override
  public void averagePoolBackward(
      PoolGeometry g, boolean countPadding, Slice dy, Slice dx, boolean accumulate) {
    Pooling.averageBackward(g, countPadding, Numbers.of(dy), Numbers.of(dx), accumulate);
  }

  @Override
  public void softmax(int rows, int n, Slice x, Slice y) {
    Rows.softmax(rows, n, Numbers.of(x), Numbers.of(y));
  }

  @Override
  public void softmaxBackward(int rows, int n, Slice y, Slice dy, Slice dx, boolean accumulate) {
    Rows.softmaxBackward(rows, n, Numbers.of(y), Numbers.of(dy), Numbers.of(dx), accumulate);
  }

  @Override
  public void dropout(long key, double rate, Slice x, Slice y) {
    Dropouts.apply(key, rate, Numbers.of(x), Numbers.of(y), false);
  }

  @Override
  public void dropoutBackward(long key, double rate, Slice dy, Slice dx, boolean accumulate) {
    Dropouts.apply(key, rate, Numbers.of(dy), Numbers.of(dx), accumulate);
  }

  @Override
  public void sgd(
      double rate,
      double momentum,
      boolean nesterov,
      double weightDecay,
      Slice weights,
      Slice gradients,
      @Nullable Slice velocity) {
    Optimizers.sgd(
        rate,
        momentum,
        nesterov,
        weightDecay,
        Numbers.of(weights),
        Numbers.of(gradients),
        numbers(velocity));
  }

  @Override
  public void adam(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double correction1,
      double correction2,
      Slice weights,
      Slice gradients,
      Slice m,
      Slice v) {
    Optimizers.adam(
        rate,
        beta1,
        beta2,
        epsilon,
        correction1,
        correction2,
        Numbers.of(weights),
        Numbers.of(gradients),
        Numbers.of(m),
        Numbers.of(v));
  }

  @Override
  public double sumOfSquares(Slice x) {
    var from = Numbers.of(x);
    double sum = 0;
    for (int i = 0; i < from.length(); i++) {
      sum += from.get(i) * from.get(i);
    }
    return sum;
  }

  @Override
  public boolean allBelow(double limit, Slice x) {
    var from = Numbers.of(x);
    for (int i = 0; i < from.length(); i++) {
      if (!(Math.abs(from.get(i)) < limit)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int countCorrect(int rows, int n, Slice x, Slice labels) {
    return Rows.countCorrect(rows, n, Numbers.of(x), Numbers.of(labels));
  }

  private static @Nullable Numbers numbers(@Nullable Slice slice) {
    return slice == null ? null : Numbers.of(slice);
  }

  /// Counts through the positions of a tensor in row-major order.
  private static final class Odometer {
    private final int[] dims;
    private final int[] index;

    Odometer(int[] dims) {
      this.dims = dims;
      this.index = new int[dims.length];
    }

    int dot(int[] strides) {
      int sum = 0;
      for (int d = 0; d < index.length; d++) {
        sum += index[d] * strides[d];
      }
      return sum;
    }

    void next() {
      for (int d = index.length - 1; d >= 0; d--) {
        if (++index[d] < dims[d]) {
          return;
        }
        index[d] = 0;
      }
    }
  }

  @Override
  public NormalizationKernels normalization() {
    return normalization;
  }

  @Override
  public RecurrentKernels recurrent() {
    return recurrent;
  }

  @Override
  public IndexingKernels indexing() {
    return indexing;
  }

  @Override
  public ElementKernels elements() {
    return elements;
  }

  @Override
  public LossKernels losses() {
    return losses;
  }

  @Override
  public UpdateKernels updates() {
    return updates;
  }

  @Override
  public ActivationKernels activations() {
    return activations;
  }

  @Override
  public WindowKernels windows() {
    return windows;
  }
}
