package dev.gradus.engine.backend;

import com.sun.management.ThreadMXBean;
import dev.gradus.engine.backend.internal.Lanes;
import dev.gradus.engine.backend.internal.Workers;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/// Prints what the kernels of [SimdBackend] reach on this machine. Not a test: run `main`.
public final class SimdBenchmark {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long WARM_UP_NANOS = 1_000_000L * Long.getLong("warmUp", 500);

  private final SimdBackend b;
  private final String wanted;

  private SimdBenchmark(int threads, String wanted) {
    this.wanted = wanted;
    b = new SimdBackend(threads);
  }

  /// Runs everything, or what has a text in its name.
  ///
  /// @param args number of threads, 1 if not given; text; the system property `warmUp` says for how
  ///   many milliseconds a kernel runs before it is measured
  public static void main(String[] args) {
    int threads = args.length == 0 ? 1 : Integer.parseInt(args[0]);
    System.out.printf(
        Locale.ROOT,
        "FMA peak of one thread, estimated: %.0f GFLOP/s%n",
        Lanes.estimatePeak(new Workers(1)) / 1e9);
    var bench = new SimdBenchmark(threads, args.length < 2 ? "" : args[1]);
    System.out.println(bench.b.name());
    bench.products();
    bench.convolutions();
    bench.others();
    bench.leNet();
    bench.b.close();
  }

  private Slice room(int n) {
    var slice = Slice.of(b.allocate(n));
    for (int i = 0; i < n; i++) {
      slice.set(i, ((i * 37) % 101 - 50) * 0.01);
    }
    return slice;
  }

  /// What a call costs: microseconds by the clock (best and median) and of processor time of the
  /// calling thread, and bytes allocated by it.
  private record Cost(double best, double median, double cpu, long bytes) {}

  private static Cost time(Runnable body) {
    // processor time: on a busy machine the compiler is late
    long start = THREADS.getCurrentThreadCpuTime();
    while (THREADS.getCurrentThreadCpuTime() - start < WARM_UP_NANOS) {
      body.run();
    }
    var times = new double[30];
    double cpu = Double.POSITIVE_INFINITY;
    long bytes = Long.MAX_VALUE;
    for (int r = 0; r < times.length; r++) {
      int calls = 0;
      long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
      long used = THREADS.getCurrentThreadCpuTime();
      long from = System.nanoTime();
      long now;
      do {
        body.run();
        calls++;
        now = System.nanoTime();
      } while (now - from < 3_000_000L);
      used = THREADS.getCurrentThreadCpuTime() - used;
      allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - allocated;
      times[r] = (now - from) / 1e3 / calls;
      cpu = Math.min(cpu, used / 1e3 / calls);
      bytes = Math.min(bytes, allocated / calls);
    }
    Arrays.sort(times);
    return new Cost(times[0], times[times.length / 2], cpu, bytes);
  }

  private void row(String what, Runnable body, double macs) {
    if (!what.contains(wanted)) {
      return;
    }
    var cost = time(body);
    System.out.printf(
        Locale.ROOT,
        "  %-42s best %8.1f median %8.1f cpu %8.1f us  %8s  %d bytes%n",
        what,
        cost.best,
        cost.median,
        cost.cpu,
        macs > 0 ? "%.1f GF/s".formatted(2 * macs / cost.best / 1e3) : "",
        cost.bytes);
  }

  private void products() {
    product(Gemm.of(256, 256, 256));
    product(Gemm.of(512, 512, 512));
    product(Gemm.of(1024, 1024, 1024));
    product(Gemm.of(512, 512, 512).transposed(false, true));
    product(Gemm.of(512, 512, 512).transposed(true, false));
    product(Gemm.of(64, 120, 400));
    product(Gemm.of(64, 400, 120).transposed(false, true));
    product(Gemm.of(400, 120, 64).transposed(true, false));
    product(Gemm.of(64, 10, 84));
    product(Gemm.of(1, 512, 784));
    product(Gemm.of(10, 100, 784));
    product(Gemm.of(10, 1000, 1000));
    product(Gemm.of(10, 1000, 1000).transposed(false, true));
    product(Gemm.of(1000, 1000, 10).transposed(true, false));
    product(Gemm.of(64, 1000, 1000));
    product(Gemm.of(64, 1000, 1000).transposed(false, true));
    product(Gemm.of(1000, 1000, 64).transposed(true, false));
    product(Gemm.of(64, 512, 784));
    product(Gemm.of(784, 512, 64).transposed(true, false));
    product(Gemm.of(400, 10000, 200));
    product(Gemm.of(400, 200, 10000).transposed(false, true));
    product(Gemm.of(200, 10000, 400).transposed(true, false));
    product(Gemm.of(400, 800, 200));
    product(Gemm.of(20, 800, 200));
  }

  private void product(Gemm g) {
    var a = room(g.m() * g.k());
    var w = room(g.k() * g.n());
    var c = room(g.m() * g.n());
    var what =
        "gemm %dx%dx%d %s%s"
            .formatted(g.m(), g.n(), g.k(), g.transposeA() ? "T" : "N", g.transposeB() ? "T" : "N");
    row(what, () -> b.gemm(g, a, w, null, c), (double) g.m() * g.n() * g.k());
  }

  private void convolutions() {
    convolution(
        "1@32 to 6@5x5, b64", new ConvGeometry(64, 1, 32, 32, 6, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1));
    convolution(
        "6@14 to 16@5x5, b64",
        new ConvGeometry(64, 6, 14, 14, 16, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1));
    convolution(
        "20@12 to 40@5x5, b64",
        new ConvGeometry(64, 20, 12, 12, 40, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1));
    convolution(
        "64@32 to 64@3x3 pad 1, b8",
        new ConvGeometry(8, 64, 32, 32, 64, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    convolution(
        "128@16 to 128@3x3 pad 1, b16",
        new ConvGeometry(16, 128, 16, 16, 128, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    convolution(
        "64@8 to 64@3x3 pad 1, b16",
        new ConvGeometry(16, 64, 8, 8, 64, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    convolution(
        "16@32 to 16@3x3 pad 1, b8",
        new ConvGeometry(8, 16, 32, 32, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    convolution(
        "16@32 to 32@3x3 stride 2, b8",
        new ConvGeometry(8, 16, 32, 32, 32, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1));
  }

  private void convolution(String what, ConvGeometry g) {
    var x = room(g.inputSize());
    var w = room(g.weightSize());
    var bias = room(g.outChannels());
    var y = room(g.outputSize());
    var dx = room(g.inputSize());
    var dw = room(g.weightSize());
    row(
        what + " forward+relu",
        () -> b.conv2d(g, x, w, bias, Activation.RELU, y),
        (double) g.macs());
    row(what + " data", () -> b.conv2dBackwardData(g, y, w, dx, false), (double) g.macs());
    row(what + " filter", () -> b.conv2dBackwardFilter(g, x, y, dw, false), (double) g.macs());
  }

  private void pooling(PoolGeometry g, Slice x, Slice y, Slice m) {
    var of = " %dx%dx%dx%d".formatted(g.batch(), g.channels(), g.inHeight(), g.inWidth());
    row("maxPool" + of, () -> b.maxPool(g, x, y, m), 0);
    row("maxPoolBackward" + of, () -> b.maxPoolBackward(g, m, y, x, false), 0);
    row("averagePool" + of, () -> b.averagePool(g, false, x, y), 0);
    row("averagePoolBackward" + of, () -> b.averagePoolBackward(g, false, y, x, false), 0);
  }

  private void others() {
    int n = 64 * 6 * 28 * 28;
    var x = room(n);
    var y = room(n);
    var z = room(n);
    var m = room(n);
    pooling(new PoolGeometry(64, 6, 28, 28, 2, 2, 2, 2, 0, 0, 14, 14), x, y, m);
    pooling(new PoolGeometry(64, 16, 10, 10, 2, 2, 2, 2, 0, 0, 5, 5), x, y, m);
    pooling(new PoolGeometry(64, 4, 24, 24, 2, 2, 2, 2, 0, 0, 12, 12), x, y, m);
    pooling(new PoolGeometry(16, 16, 32, 32, 2, 2, 2, 2, 0, 0, 16, 16), x, y, m);
    row("activationBackward relu 301056", () -> b.activationBackward(Activation.RELU, z, y, x), 0);
    row("channelSum 64,6,784", () -> b.channelSum(x, 64, 6, 784, y, false), 0);
    for (var f : UnaryFunction.values()) {
      row("unary " + f + " 301056", () -> b.unary(f, z, y), 0);
    }
    row("dropout 301056", () -> b.dropout(7, 0.5, z, y), 0);
    row("sumOfSquares 301056", () -> b.sumOfSquares(z), 0);
    b.fill(x, 0.1);
    b.fill(m, 0.1);
    b.fill(y, 0.1);
    row("adam 301056", () -> b.adam(1e-9, 0.9, 0.999, 1e-8, 1, 1, x, z, m, y), 0);
    row("sgd momentum 301056", () -> b.sgd(1e-9, 0.9, false, 0, x, z, m), 0);
    row(
        "softmaxCrossEntropy 64x10",
        () -> b.losses().crossEntropy(CrossEntropyRows.of(64, 10), z, room0, null, y, x),
        0);
  }

  private final Slice room0 = new Slice(new FloatStorage(64), 0, 64);

  private void leNet() {
    var step = new LeNetStep(b, 64);
    row("LeNet step, batch 64, momentum", step, 0);
  }
}
