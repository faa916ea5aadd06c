package dev.gradus.engine.backend;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.internal.ActivationKernel;
import dev.gradus.engine.backend.internal.ActivationVectors;
import dev.gradus.engine.backend.internal.BinaryKernel;
import dev.gradus.engine.backend.internal.ConvFilterKernel;
import dev.gradus.engine.backend.internal.ConvKernel;
import dev.gradus.engine.backend.internal.ConvTable;
import dev.gradus.engine.backend.internal.DropoutKernel;
import dev.gradus.engine.backend.internal.ElementVectors;
import dev.gradus.engine.backend.internal.GemmKernel;
import dev.gradus.engine.backend.internal.IndexingVectors;
import dev.gradus.engine.backend.internal.KernelWarmup;
import dev.gradus.engine.backend.internal.Lanes;
import dev.gradus.engine.backend.internal.LayoutKernel;
import dev.gradus.engine.backend.internal.LossVectors;
import dev.gradus.engine.backend.internal.NormalizationVectors;
import dev.gradus.engine.backend.internal.PackedKernel;
import dev.gradus.engine.backend.internal.PoolKernel;
import dev.gradus.engine.backend.internal.RecurrentVectors;
import dev.gradus.engine.backend.internal.ReduceKernel;
import dev.gradus.engine.backend.internal.SoftmaxKernel;
import dev.gradus.engine.backend.internal.UnaryKernel;
import dev.gradus.engine.backend.internal.UpdateKernel;
import dev.gradus.engine.backend.internal.UpdateVectors;
import dev.gradus.engine.backend.internal.WindowVectors;
import dev.gradus.engine.backend.internal.Workers;
import org.jspecify.annotations.Nullable;

/// The fast backend for the processor: single precision in heap arrays, vector instructions of the
/// width that the machine has, several threads. Needs the module `jdk.incubator.vector`; see
/// [CpuBackends].
///
/// Calls from several threads are correct and run one after the other. Nothing is allocated once
/// the working memory has grown to the largest shape seen.
///
/// Errors: GradusException for slices that do not lie in a [FloatStorage].
public final class SimdBackend implements Backend, AutoCloseable {
  private final Workers workers;
  private final GemmKernel gemm;
  private final PackedKernel packed;
  private final ConvKernel conv;
  private final ConvFilterKernel convFilter;
  private final PoolKernel pool;
  private final UnaryKernel unary;
  private final BinaryKernel binary;
  private final ActivationKernel activations;
  private final SoftmaxKernel softmax;
  private final DropoutKernel dropout;
  private final ReduceKernel reduce;
  private final LayoutKernel layout;
  private final UpdateKernel update;
  private final NormalizationVectors normalization;
  private final RecurrentVectors recurrent;
  private final IndexingVectors indexing;
  private final ElementVectors elements;
  private final LossVectors losses;
  private final UpdateVectors updates;
  private final ActivationVectors curves;
  private final WindowVectors windows;

  /// A backend with its own team of threads, which end when it is closed or unreachable.
  ///
  /// @param threads the number of threads, the caller included
  public SimdBackend(int threads) {
    workers = new Workers(threads);
    gemm = new GemmKernel(workers);
    packed = new PackedKernel(workers);
    conv = new ConvKernel(workers);
    convFilter = new ConvFilterKernel(workers);
    pool = new PoolKernel(workers);
    unary = new UnaryKernel(workers);
    binary = new BinaryKernel(workers);
    activations = new ActivationKernel(workers);
    softmax = new SoftmaxKernel(workers);
    dropout = new DropoutKernel(workers);
    reduce = new ReduceKernel(workers);
    layout = new LayoutKernel(workers);
    update = new UpdateKernel(workers);
    normalization = new NormalizationVectors(workers);
    recurrent = new RecurrentVectors(workers);
    indexing = new IndexingVectors(workers);
    elements = new ElementVectors(workers);
    losses = new LossVectors(workers);
    updates = new UpdateVectors(workers);
    curves = new ActivationVectors(workers, this);
    windows = new WindowVectors(workers, this);
  }

  /// Runs typical kernels on small data until the compiler has made them fast, about two seconds;
  /// returns early, with the interrupt kept, if the thread is interrupted. Meant for a thread of
  /// its own in idle time.
  public void warmUp() {
    KernelWarmup.run(this);
  }

  /// An estimate of the most floating point operations that its threads can do in a second, from
  /// multiply-adds in registers; for benchmarks. Takes about a tenth of a second.
  public double estimatePeak() {
    return Lanes.estimatePeak(workers);
  }

  @Override
  public String name() {
    int n = workers.threads();
    return "cpu (" + Lanes.bits() + "-bit vectors, " + n + (n == 1 ? " thread)" : " threads)");
  }

  @Override
  public String kernels(ConvGeometry geometry) {
    return ConvTable.kernels(geometry);
  }

  /// Ends the threads of this backend.
  @Override
  public void close() {
    workers.close();
  }

  @Override
  public Storage allocate(int length) {
    return new FloatStorage(length);
  }

  private static float[] array(Slice s) {
    if (s.storage() instanceof FloatStorage f) {
      return f.array();
    }
    throw new GradusException(
        "this tensor lives on another backend ("
            + s.storage().getClass().getSimpleName()
            + "): allocate it with the backend that computes.");
  }

  private static float @Nullable [] arrayOrNull(@Nullable Slice s) {
    return s == null ? null : array(s);
  }

  private static int offset(@Nullable Slice s) {
    return s == null ? 0 : s.offset();
  }

  private static void need(String kernel, String what, Slice s, long length) {
    if (s.length() < length) {
      throw new GradusException(
          kernel + ": " + what + " needs " + length + " elements, got " + s.length() + ".");
    }
  }

  private static void needSame(String kernel, Slice a, Slice b) {
    if (a.length() != b.length()) {
      throw new GradusException(
          kernel + ": lengths differ, " + a.length() + " and " + b.length() + ".");
    }
  }

  @Override
  public synchronized void fill(Slice y, double value) {
    layout.fill(array(y), y.offset(), y.length(), (float) value);
  }

  @Override
  public synchronized void copy(Slice x, Slice y) {
    needSame("copy", x, y);
    layout.copy(array(x), x.offset(), array(y), y.offset(), x.length());
  }

  @Override
  public synchronized void axpby(double a, Slice x, double b, Slice y) {
    needSame("axpby", x, y);
    layout.axpby((float) a, array(x), x.offset(), (float) b, array(y), y.offset(), x.length());
  }

  @Override
  public synchronized void unary(UnaryFunction f, Slice x, Slice y) {
    needSame("unary", x, y);
    unary.forward(f, array(x), x.offset(), array(y), y.offset(), x.length());
  }

  @Override
  public synchronized void unaryBackward(
      UnaryFunction f, Slice x, Slice y, Slice dy, Slice dx, boolean accumulate) {
    needSame("unaryBackward", dy, dx);
    unary.backward(
        f,
        array(x),
        x.offset(),
        array(y),
        y.offset(),
        array(dy),
        dy.offset(),
        array(dx),
        dx.offset(),
        dx.length(),
        accumulate);
  }

  @Override
  public synchronized void binary(
      BinaryFunction f, Broadcast broadcast, Slice a, Slice b, Slice y) {
    need("binary", "y", y, broadcast.shape().size());
    binary.forward(f, broadcast, array(a), a.offset(), array(b), b.offset(), array(y), y.offset());
  }

  @Override
  public synchronized void binaryBackward(
      BinaryFunction f,
      Broadcast broadcast,
      boolean left,
      Slice a,
      Slice b,
      Slice dy,
      Slice target,
      boolean accumulate) {
    need("binaryBackward", "dy", dy, broadcast.shape().size());
    binary.backward(
        f,
        broadcast,
        left,
        array(a),
        a.offset(),
        array(b),
        b.offset(),
        array(dy),
        dy.offset(),
        array(target),
        target.offset(),
        target.length(),
        accumulate);
  }

  @Override
  public synchronized void reduceSum(
      Slice x, int outer, int n, int inner, double scale, Slice y, boolean accumulate) {
    need("reduceSum", "x", x, (long) outer * n * inner);
    need("reduceSum", "y", y, (long) outer * inner);
    reduce.sum(array(x), x.offset(), outer, n, inner, scale, array(y), y.offset(), accumulate);
  }

  @Override
  public synchronized void expand(
      Slice x, int outer, int n, int inner, double scale, Slice y, boolean accumulate) {
    need("expand", "x", x, (long) outer * inner);
    need("expand", "y", y, (long) outer * n * inner);
    layout.expand(
        array(x), x.offset(), outer, n, inner, (float) scale, array(y), y.offset(), accumulate);
  }

  @Override
  public synchronized void channelSum(
      Slice x, int outer, int n, int inner, Slice y, boolean accumulate) {
    need("channelSum", "x", x, (long) outer * n * inner);
    need("channelSum", "y", y, n);
    reduce.channelSum(array(x), x.offset(), outer, n, inner, array(y), y.offset(), accumulate);
  }

  @Override
  public synchronized void permute(
      Slice x, int[] dims, int[] strides, Slice y, boolean accumulate) {
    layout.permute(array(x), x.offset(), dims, strides, array(y), y.offset(), accumulate);
  }

  @Override
  public synchronized void slice(
      Slice x, int outer, int n, int inner, int from, int count, Slice y) {
    need("slice", "x", x, (long) outer * n * inner);
    need("slice", "y", y, (long) outer * count * inner);
    int run = count * inner;
    layout.runs(
        array(x),
        x.offset() + from * inner,
        n * inner,
        array(y),
        y.offset(),
        run,
        outer,
        run,
        false);
  }

  @Override
  public synchronized void unslice(
      Slice y, int outer, int n, int inner, int from, int count, Slice x, boolean accumulate) {
    need("unslice", "x", x, (long) outer * n * inner);
    need("unslice", "y", y, (long) outer * count * inner);
    int run = count * inner;
    layout.runs(
        array(y),
        y.offset(),
        run,
        array(x),
        x.offset() + from * inner,
        n * inner,
        outer,
        run,
        accumulate);
  }

  @Override
  public synchronized void gemm(Gemm g, Slice a, Slice b, @Nullable Slice bias, Slice c) {
    need("gemm", "A", a, (long) g.m() * g.k());
    need("gemm", "B", b, (long) g.k() * g.n());
    need("gemm", "C", c, (long) g.m() * g.n());
    if (bias != null) {
      need("gemm", "the bias", bias, g.n());
    }
    gemm.run(
        g,
        array(a),
        a.offset(),
        array(b),
        b.offset(),
        arrayOrNull(bias),
        offset(bias),
        array(c),
        c.offset());
  }

  @Override
  public int packedSize(Gemm g) {
    return PackedKernel.size(g);
  }

  @Override
  public synchronized void pack(Gemm g, Slice b, Slice to) {
    need("pack", "B", b, (long) g.k() * g.n());
    need("pack", "the packed B", to, PackedKernel.size(g));
    packed.pack(g, array(b), b.offset(), array(to), to.offset());
  }

  @Override
  public synchronized void gemmPacked(Gemm g, Slice a, Slice b, @Nullable Slice bias, Slice c) {
    need("gemmPacked", "A", a, (long) g.m() * g.k());
    need("gemmPacked", "the packed B", b, PackedKernel.size(g));
    need("gemmPacked", "C", c, (long) g.m() * g.n());
    if (bias != null) {
      need("gemmPacked", "the bias", bias, g.n());
    }
    packed.run(
        g,
        array(a),
        a.offset(),
        array(b),
        b.offset(),
        arrayOrNull(bias),
        offset(bias),
        array(c),
        c.offset());
  }

  @Override
  public synchronized void conv2d(
      ConvGeometry g, Slice x, Slice w, @Nullable Slice bias, Activation activation, Slice y) {
    needConv("conv2d", g, x, w, y);
    if (bias != null) {
      need("conv2d", "the bias", bias, g.outChannels());
    }
    if (wholeImage(g)) {
      var product = Gemm.of(g.batch(), g.outChannels(), patch(g)).transposed(false, true);
      gemm(product.activated(activation), x, w, bias, y);
      return;
    }
    conv.forward(
        g,
        array(x),
        x.offset(),
        array(w),
        w.offset(),
        arrayOrNull(bias),
        offset(bias),
        activation,
        array(y),
        y.offset());
  }

  /// Whether a filter sees the whole image and nothing else: then the convolution is a product of
  /// matrices, [batch, image] by [filters, image] transposed.
  private static boolean wholeImage(ConvGeometry g) {
    return g.groups() == 1
        && g.kernelHeight() == g.inHeight()
        && g.kernelWidth() == g.inWidth()
        && (g.padTop() | g.padBottom() | g.padLeft() | g.padRight()) == 0
        && g.dilationHeight() == 1
        && g.dilationWidth() == 1;
  }

  private static int patch(ConvGeometry g) {
    return g.inChannels() * g.kernelHeight() * g.kernelWidth();
  }

  private static void needConv(String kernel, ConvGeometry g, Slice x, Slice w, Slice y) {
    need(kernel, "the input", x, g.inputSize());
    need(kernel, "the weights", w, g.weightSize());
    need(kernel, "the output", y, g.outputSize());
  }

  @Override
  public synchronized void conv2dBackwardData(
      ConvGeometry g, Slice dy, Slice w, Slice dx, boolean accumulate) {
    needConv("conv2dBackwardData", g, dx, w, dy);
    if (wholeImage(g)) {
      gemm(Gemm.of(g.batch(), patch(g), g.outChannels()).accumulating(accumulate), dy, w, null, dx);
      return;
    }
    conv.backwardData(
        g, array(dy), dy.offset(), array(w), w.offset(), array(dx), dx.offset(), accumulate);
  }

  @Override
  public synchronized void conv2dBackwardFilter(
      ConvGeometry g, Slice x, Slice dy, Slice dw, boolean accumulate) {
    needConv("conv2dBackwardFilter", g, x, dw, dy);
    if (wholeImage(g)) {
      var product = Gemm.of(g.outChannels(), patch(g), g.batch()).transposed(true, false);
      gemm(product.accumulating(accumulate), dy, x, null, dw);
      return;
    }
    convFilter.run(
        g, array(x), x.offset(), array(dy), dy.offset(), array(dw), dw.offset(), accumulate);
  }

  @Override
  public synchronized void activationBackward(Activation activation, Slice y, Slice dy, Slice dx) {
    needSame("activationBackward", dy, dx);
    needSame("activationBackward", y, dx);
    activations.backward(
        activation,
        array(y),
        y.offset(),
        array(dy),
        dy.offset(),
        array(dx),
        dx.offset(),
        dx.length());
  }

  private static void needPool(String kernel, PoolGeometry g, Slice x, Slice y) {
    need(kernel, "the input", x, g.inputSize());
    need(kernel, "the output", y, g.outputSize());
  }

  @Override
  public synchronized void maxPool(PoolGeometry g, Slice x, Slice y, @Nullable Slice winners) {
    needPool("maxPool", g, x, y);
    if (winners != null) {
      need("maxPool", "winners", winners, g.outputSize());
    }
    pool.max(g, array(x), x.offset(), array(y), y.offset(), arrayOrNull(winners), offset(winners));
  }

  @Override
  public synchronized void maxPoolBackward(
      PoolGeometry g, Slice winners, Slice dy, Slice dx, boolean accumulate) {
    needPool("maxPoolBackward", g, dx, dy);
    need("maxPoolBackward", "winners", winners, g.outputSize());
    pool.maxBackward(
        g,
        array(winners),
        winners.offset(),
        array(dy),
        dy.offset(),
        array(dx),
        dx.offset(),
        accumulate);
  }

  @Override
  public synchronized void averagePool(PoolGeometry g, boolean countPadding, Slice x, Slice y) {
    needPool("averagePool", g, x, y);
    pool.average(g, countPadding, array(x), x.offset(), array(y), y.offset());
  }

  @Override
  public synchronized void averagePoolBackward(
      PoolGeometry g, boolean countPadding, Slice dy, Slice dx, boolean accumulate) {
    needPool("averagePoolBackward", g, dx, dy);
    pool.averageBackward(
        g, countPadding, array(dy), dy.offset(), array(dx), dx.offset(), accumulate);
  }

  @Override
  public synchronized void softmax(int rows, int n, Slice x, Slice y) {
    need("softmax", "x", x, (long) rows * n);
    need("softmax", "y", y, (long) rows * n);
    softmax.forward(rows, n, array(x), x.offset(), array(y), y.offset());
  }

  @Override
  public synchronized void softmaxBackward(
      int rows, int n, Slice y, Slice dy, Slice dx, boolean accumulate) {
    need("softmaxBackward", "dy", dy, (long) rows * n);
    need("softmaxBackward", "dx", dx, (long) rows * n);
    softmax.backward(
        rows, n, array(y), y.offset(), array(dy), dy.offset(), array(dx), dx.offset(), accumulate);
  }

  @Override
  public synchronized void dropout(long key, double rate, Slice x, Slice y) {
    needSame("dropout", x, y);
    dropout.run(key, rate, array(x), x.offset(), array(y), y.offset(), x.length(), false);
  }

  @Override
  public synchronized void dropoutBackward(
      long key, double rate, Slice dy, Slice dx, boolean accumulate) {
    needSame("dropoutBackward", dy, dx);
    dropout.run(key, rate, array(dy), dy.offset(), array(dx), dx.offset(), dx.length(), accumulate);
  }

  @Override
  public synchronized void sgd(
      double rate,
      double momentum,
      boolean nesterov,
      double weightDecay,
      Slice weights,
      Slice gradients,
      @Nullable Slice velocity) {
    needSame("sgd", weights, gradients);
    update.sgd(
        rate,
        momentum,
        nesterov,
        weightDecay,
        array(weights),
        weights.offset(),
        array(gradients),
        gradients.offset(),
        arrayOrNull(velocity),
        offset(velocity),
        weights.length());
  }

  @Override
  public synchronized void adam(
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
    needSame("adam", weights, gradients);
    needSame("adam", weights, m);
    needSame("adam", weights, v);
    update.adam(
        rate,
        beta1,
        beta2,
        epsilon,
        correction1,
        correction2,
        array(weights),
        weights.offset(),
        array(gradients),
        gradients.offset(),
        array(m),
        m.offset(),
        array(v),
        v.offset(),
        weights.length());
  }

  @Override
  public synchronized double sumOfSquares(Slice x) {
    return reduce.sumOfSquares(array(x), x.offset(), x.length());
  }

  @Override
  public synchronized boolean allBelow(double limit, Slice x) {
    return reduce.allBelow((float) limit, array(x), x.offset(), x.length());
  }

  @Override
  public synchronized int countCorrect(int rows, int n, Slice x, Slice labels) {
    return softmax.countCorrect(rows, n, array(x), x.offset(), array(labels), labels.offset());
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
    return curves;
  }

  @Override
  public WindowKernels windows() {
    return windows;
  }
}
