package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.ActivationKernels;
import dev.gradus.engine.backend.Curve;
import dev.gradus.engine.backend.Slice;

/// [ActivationKernels] with vectors and threads, in chunks of fixed size.
public final class ActivationVectors implements ActivationKernels {
  private final Workers workers;
  private final Object lock;
  private final float[][] ins;
  private final float[][] rooms;
  private final float[][] outs;
  private final Workers.Task curves = this::curveChunk;
  private final Workers.Task slopes = this::slopeChunk;
  private final Workers.Task relus = this::reluChunk;
  private final Workers.Task logs = this::logRows;
  private final Workers.Task logsBack = this::logRowsBack;
  private Curve f = new Curve.Softplus();
  private float[] x = new float[0];
  private float[] dy = x;
  private float[] to = x;
  private int x0;
  private int dy0;
  private int to0;
  private int length;
  private int rows;
  private int n;
  private int grain;
  private float scale;
  private boolean accumulate;

  /// @param workers the threads of the backend
  /// @param lock held during a call: that of the backend
  public ActivationVectors(Workers workers, Object lock) {
    this.workers = workers;
    this.lock = lock;
    ins = new float[workers.threads()][CurveMath.BLOCK];
    rooms = new float[workers.threads()][CurveMath.BLOCK];
    outs = new float[workers.threads()][CurveMath.BLOCK];
  }

  private void from(String kernel, Slice slice, int size) {
    x = SliceArrays.array(kernel, "the source", slice, size);
    x0 = slice.offset();
  }

  private void gradient(String kernel, Slice slice, int size) {
    dy = SliceArrays.array(kernel, "the gradient", slice, size);
    dy0 = slice.offset();
  }

  private void into(String kernel, Slice slice, int size) {
    to = SliceArrays.array(kernel, "the target", slice, size);
    to0 = slice.offset();
  }

  @Override
  public void curve(Curve curve, Slice source, Slice target) {
    synchronized (lock) {
      f = curve;
      length = target.length();
      from("curve", source, length);
      into("curve", target, length);
      workers.run(Lanes.chunks(length, Lanes.GRAIN), curves);
    }
  }

  private void curveChunk(int index, int worker) {
    int end = Math.min(length, (index + 1) * Lanes.GRAIN);
    for (int i = index * Lanes.GRAIN; i < end; i += CurveMath.BLOCK) {
      int count = Math.min(CurveMath.BLOCK, end - i);
      System.arraycopy(x, x0 + i, ins[worker], 0, count);
      CurveMath.apply(f, ins[worker], rooms[worker], outs[worker], count);
      System.arraycopy(outs[worker], 0, to, to0 + i, count);
    }
  }

  @Override
  public void curveBackward(Curve curve, Slice in, Slice out, Slice grad, Slice dx, boolean add) {
    synchronized (lock) {
      f = curve;
      length = dx.length();
      accumulate = add;
      from("curveBackward", curve.derivativeReadsOutput() ? out : in, length);
      gradient("curveBackward", grad, length);
      into("curveBackward", dx, length);
      workers.run(Lanes.chunks(length, Lanes.GRAIN), slopes);
    }
  }

  private void slopeChunk(int index, int worker) {
    int end = Math.min(length, (index + 1) * Lanes.GRAIN);
    for (int i = index * Lanes.GRAIN; i < end; i += CurveMath.BLOCK) {
      int count = Math.min(CurveMath.BLOCK, end - i);
      System.arraycopy(x, x0 + i, ins[worker], 0, count);
      CurveMath.slope(f, ins[worker], rooms[worker], outs[worker], count);
      times(outs[worker], dy, dy0 + i, to, to0 + i, count, accumulate);
    }
  }

  private static void times(
      float[] slope, float[] g, int go, float[] dx, int at, int count, boolean add) {
    if (add) {
      for (int i = 0; i < count; i++) {
        dx[at + i] += slope[i] * g[go + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        dx[at + i] = slope[i] * g[go + i];
      }
    }
  }

  private void run(int r, int width, Workers.Task task) {
    rows = r;
    n = width;
    grain = Math.max(1, Lanes.GRAIN / 4 / Math.max(1, width));
    workers.run(Lanes.chunks(r, grain), task);
  }

  private int last(int index) {
    return Math.min(rows, (index + 1) * grain);
  }

  @Override
  public void reluBackward(double factor, Slice out, Slice grad, Slice dx) {
    synchronized (lock) {
      scale = (float) factor;
      length = dx.length();
      from("reluBackward", out, length);
      gradient("reluBackward", grad, length);
      into("reluBackward", dx, length);
      workers.run(Lanes.chunks(length, Lanes.GRAIN), relus);
    }
  }

  private void reluChunk(int index, int worker) {
    int start = index * Lanes.GRAIN;
    int count = Math.min(Lanes.GRAIN, length - start);
    UnaryKernel.reluBack(x, x0 + start, scale, dy, dy0 + start, to, to0 + start, count);
  }

  @Override
  public void logSoftmax(int r, int width, Slice source, Slice target) {
    synchronized (lock) {
      from("logSoftmax", source, r * width);
      into("logSoftmax", target, r * width);
      run(r, width, logs);
    }
  }

  private void logRows(int index, int worker) {
    for (int r = index * grain; r < last(index); r++) {
      int in = x0 + r * n;
      int out = to0 + r * n;
      float max = SoftmaxKernel.maximum(x, in, n, rooms[worker]);
      float sum = SoftmaxKernel.exponentials(x, in, max, to, out, n, rooms[worker]);
      float log = (float) Math.log(sum);
      for (int i = 0; i < n; i++) {
        to[out + i] = x[in + i] - max - log;
      }
    }
  }

  @Override
  public void logSoftmaxBackward(int r, int width, Slice out, Slice grad, Slice dx, boolean add) {
    synchronized (lock) {
      accumulate = add;
      from("logSoftmaxBackward", out, r * width);
      gradient("logSoftmaxBackward", grad, r * width);
      into("logSoftmaxBackward", dx, r * width);
      run(r, width, logsBack);
    }
  }

  private void logRowsBack(int index, int worker) {
    for (int r = index * grain; r < last(index); r++) {
      int go = dy0 + r * n;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += dy[go + i];
      }
      for (int i = 0; i < n; i += CurveMath.BLOCK) {
        int count = Math.min(CurveMath.BLOCK, n - i);
        var e = outs[worker];
        VectorMath.exp(x, x0 + r * n + i, 0f, e, 0, count, rooms[worker]);
        share(e, (float) sum, dy, go + i, to, to0 + r * n + i, count, accumulate);
      }
    }
  }

  private static void share(
      float[] e, float sum, float[] g, int go, float[] dx, int at, int count, boolean add) {
    for (int i = 0; i < count; i++) {
      float v = g[go + i] - e[i] * sum;
      dx[at + i] = add ? dx[at + i] + v : v;
    }
  }
}
