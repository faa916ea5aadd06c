package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.ConvGeometry;
import dev.gradus.engine.backend.CrossEntropyRows;
import dev.gradus.engine.backend.Gemm;
import dev.gradus.engine.backend.PoolGeometry;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.UnaryFunction;

/// Runs the kernels of a small convolutional network over and over, so that the compiler has made
/// them fast before the first real step.
public final class KernelWarmup {
  private static final long LIMIT_NANOS = 2_000_000_000L;
  private static final int ROUNDS = 400;
  private static final int BATCH = 8;
  private static final ConvGeometry FIRST =
      new ConvGeometry(BATCH, 1, 28, 28, 6, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 1);
  private static final ConvGeometry SECOND =
      new ConvGeometry(BATCH, 6, 14, 14, 16, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
  private static final PoolGeometry POOL =
      new PoolGeometry(BATCH, 6, 28, 28, 2, 2, 2, 2, 0, 0, 14, 14);

  private final Backend b;
  private final Slice x;
  private final Slice y;
  private final Slice dx;
  private final Slice dy;
  private final Slice w;
  private final Slice dw;
  private final Slice small;
  private final Slice winners;

  private KernelWarmup(Backend backend) {
    b = backend;
    int size = 40_000;
    x = room(size);
    y = room(size);
    dx = room(size);
    dy = room(size);
    w = room(size);
    dw = room(size);
    small = room(512);
    winners = room(size);
  }

  private Slice room(int n) {
    var slice = Slice.of(b.allocate(n));
    b.fill(slice, 0.01);
    return slice;
  }

  /// Runs until warm, for two seconds at most, or until the thread is interrupted (the flag stays).
  public static void run(Backend backend) {
    var warmup = new KernelWarmup(backend);
    long start = System.nanoTime();
    for (int i = 0; i < ROUNDS && System.nanoTime() - start < LIMIT_NANOS; i++) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      warmup.convolutions();
      warmup.products();
      warmup.rest();
    }
  }

  private void convolutions() {
    b.conv2d(FIRST, x, w, small, Activation.RELU, y);
    b.maxPool(POOL, y, dx, winners);
    b.maxPoolBackward(POOL, winners, dx, dy, false);
    b.conv2dBackwardFilter(FIRST, x, dy, dw, false);
    b.conv2d(SECOND, x, w, small, Activation.RELU, y);
    b.conv2dBackwardFilter(SECOND, x, dy, dw, false);
    b.conv2dBackwardData(SECOND, dy, w, dx, false);
    b.channelSum(dy, BATCH, 16, 100, small, false);
  }

  private void products() {
    var g = Gemm.of(BATCH, 120, 200);
    b.gemm(g.activated(Activation.RELU), x, w, small, y);
    b.gemm(new Gemm(BATCH, 200, 120, false, true, Activation.IDENTITY, false), x, w, null, y);
    b.gemm(new Gemm(200, 120, BATCH, true, false, Activation.IDENTITY, false), x, w, null, y);
    b.gemm(Gemm.of(BATCH, 10, 84), x, w, small, y);
    b.channelSum(dy, BATCH, 120, 1, small, false);
  }

  private void rest() {
    int n = 4000;
    var a = x.part(0, n);
    var c = y.part(0, n);
    var d = dy.part(0, n);
    var e = dx.part(0, n);
    b.activationBackward(Activation.RELU, a, c, c);
    var rows = CrossEntropyRows.of(BATCH, 10);
    b.losses().crossEntropy(rows, x, small, null, y, dy);
    b.losses().crossEntropyBackward(rows, y, small, null, w.part(0, 1), dx, false);
    b.dropout(7, 0.5, a, c);
    b.unary(UnaryFunction.TANH, a, c);
    b.unary(UnaryFunction.SIGMOID, a, c);
    b.unary(UnaryFunction.RELU, a, c);
    b.sgd(0, 0.9, false, 0, a, c, d);
    b.adam(0, 0.9, 0.999, 1e-8, 1, 1, a, c, d, e);
    b.fill(x, 0.01);
    b.fill(y, 0.01);
    b.fill(dx, 0.01);
    b.fill(dy, 0.01);
    b.fill(w, 0.01);
    b.fill(small, 0.01);
    b.allFinite(a);
    b.sumOfSquares(a);
  }
}
