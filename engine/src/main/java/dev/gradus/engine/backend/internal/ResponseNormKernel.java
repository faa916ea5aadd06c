package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.ChannelGeometry;
import dev.gradus.engine.backend.ResponseWindow;
import dev.gradus.engine.backend.Slice;
import java.util.Arrays;

/// Local response normalisation across channels: a task is a stretch of pixels of one image, with
/// all its channels.
final class ResponseNormKernel {
  private static final int PIXELS = 1024;

  private final Workers workers;
  private final float[][] rooms;
  private final float[][] powers;
  private final float[][] ratios;
  private final Workers.Task forwards = this::forwardBlock;
  private final Workers.Task backwards = this::backwardBlock;
  private ChannelGeometry g = new ChannelGeometry(0, 0, 0);
  private ResponseWindow w = new ResponseWindow(1, 1, 0, 1);
  private Slice x = HeapFloats.NONE;
  private Slice y = x;
  private Slice base = x;
  private Slice dy = x;
  private Slice dx = x;
  private int blocks;
  private boolean accumulate;

  /// For a team.
  ResponseNormKernel(Workers workers) {
    this.workers = workers;
    rooms = new float[workers.threads()][VL];
    powers = new float[workers.threads()][PIXELS];
    ratios = new float[workers.threads()][0];
  }

  private void set(ChannelGeometry geometry, ResponseWindow window, Slice in, Slice d, Slice out) {
    g = geometry;
    w = window;
    x = in;
    base = d;
    y = out;
    blocks = Lanes.chunks(g.inner(), PIXELS);
  }

  /// Normalises; keeps the divisor's base.
  void forward(ChannelGeometry geometry, ResponseWindow window, Slice in, Slice d, Slice out) {
    set(geometry, window, in, d, out);
    workers.run(g.batch() * blocks, forwards);
  }

  private void forwardBlock(int index, int worker) {
    int at = index / blocks * g.channels() * g.inner() + index % blocks * PIXELS;
    int n = Math.min(PIXELS, g.inner() - index % blocks * PIXELS);
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(base);
    float[] out = HeapFloats.of(y);
    float[] power = powers[worker];
    for (int c = 0; c < g.channels(); c++) {
      Arrays.fill(power, 0, n, 0f);
      for (int j = w.from(c); j < w.to(c, g.channels()); j++) {
        addSquares(a, x.offset() + at + j * g.inner(), power, n);
      }
      int here = at + c * g.inner();
      divisor(power, d, base.offset() + here, n, (float) w.k(), (float) w.alpha());
      power(d, base.offset() + here, power, n, rooms[worker]);
      for (int i = 0; i < n; i++) {
        out[y.offset() + here + i] = a[x.offset() + here + i] * power[i];
      }
    }
  }

  private static void addSquares(float[] a, int at, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += a[at + i] * a[at + i];
    }
  }

  private static void divisor(float[] sum, float[] d, int at, int n, float k, float alpha) {
    for (int i = 0; i < n; i++) {
      d[at + i] = k + alpha * sum[i];
    }
  }

  /// base ^ -beta.
  private void power(float[] d, int at, float[] power, int n, float[] room) {
    VectorMath.log(d, at, power, 0, n, room);
    float beta = (float) -w.beta();
    for (int i = 0; i < n; i++) {
      power[i] *= beta;
    }
    VectorMath.exp(power, 0, 0f, power, 0, n, room);
  }

  /// The gradient by x.
  void backward(
      ChannelGeometry geometry,
      ResponseWindow window,
      Slice in,
      Slice d,
      Slice out,
      Slice gradient,
      Slice target,
      boolean add) {
    set(geometry, window, in, d, out);
    dy = gradient;
    dx = target;
    accumulate = add;
    workers.run(g.batch() * blocks, backwards);
  }

  private void backwardBlock(int index, int worker) {
    int at = index / blocks * g.channels() * g.inner() + index % blocks * PIXELS;
    int n = Math.min(PIXELS, g.inner() - index % blocks * PIXELS);
    if (ratios[worker].length < g.channels() * PIXELS) {
      ratios[worker] = new float[g.channels() * PIXELS];
    }
    float[] ratio = ratios[worker];
    for (int c = 0; c < g.channels(); c++) {
      ratios(ratio, c * PIXELS, at + c * g.inner(), n);
    }
    float[] power = powers[worker];
    for (int c = 0; c < g.channels(); c++) {
      int here = at + c * g.inner();
      power(HeapFloats.of(base), base.offset() + here, power, n, rooms[worker]);
      float[] d = HeapFloats.of(dy);
      for (int i = 0; i < n; i++) {
        power[i] *= d[dy.offset() + here + i];
      }
      float[] a = HeapFloats.of(x);
      float factor = (float) (-2 * w.alpha() * w.beta());
      for (int j = w.firstReached(c); j < w.lastReached(c, g.channels()); j++) {
        addProduct(factor, a, x.offset() + here, ratio, j * PIXELS, power, n);
      }
      store(power, here, n);
    }
  }

  /// dy y / base.
  private void ratios(float[] ratio, int to, int from, int n) {
    float[] d = HeapFloats.of(dy);
    float[] out = HeapFloats.of(y);
    float[] divisor = HeapFloats.of(base);
    for (int i = 0; i < n; i++) {
      ratio[to + i] =
          d[dy.offset() + from + i]
              * out[y.offset() + from + i]
              / divisor[base.offset() + from + i];
    }
  }

  private static void addProduct(
      float factor, float[] a, int at, float[] ratio, int from, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += factor * a[at + i] * ratio[from + i];
    }
  }

  private void store(float[] values, int at, int n) {
    float[] target = HeapFloats.of(dx);
    int to = dx.offset() + at;
    if (accumulate) {
      for (int i = 0; i < n; i++) {
        target[to + i] += values[i];
      }
    } else {
      System.arraycopy(values, 0, target, to, n);
    }
  }
}
