package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// Layer normalisation, row by row.
final class RowNormKernel {
  private static final int COLUMNS = 64;

  private final Workers workers;
  private final float[][] rooms;
  private final float[][] scaled;
  private final Workers.Task forwards = this::forwardRows;
  private final Workers.Task backwards = this::backwardRows;
  private final Workers.Task scales = this::scaleColumns;
  private double[] sums = new double[0];
  private Slice x = HeapFloats.NONE;
  private Slice y = x;
  private Slice dy = x;
  private Slice mean = x;
  private Slice inverse = x;
  private @Nullable Slice gamma;
  private @Nullable Slice beta;
  private int rows;
  private int n;
  private int grain;
  private double epsilon;
  private boolean accumulate;

  /// For a team.
  RowNormKernel(Workers workers) {
    this.workers = workers;
    rooms = new float[workers.threads()][VL];
    scaled = new float[workers.threads()][0];
  }

  private void set(int r, int width, Slice from, Slice means, Slice inverses) {
    rows = r;
    n = width;
    x = from;
    mean = means;
    inverse = inverses;
    grain = Math.max(1, Lanes.GRAIN / 4 / Math.max(1, width));
  }

  /// Normalises; keeps mean and inverse deviation.
  void forward(
      int r,
      int width,
      double eps,
      Slice from,
      @Nullable Slice scale,
      @Nullable Slice shift,
      Slice to,
      Slice means,
      Slice inverses) {
    set(r, width, from, means, inverses);
    epsilon = eps;
    gamma = scale;
    beta = shift;
    y = to;
    workers.run(Lanes.chunks(r, grain), forwards);
  }

  private void forwardRows(int index, int worker) {
    float[] a = HeapFloats.of(x);
    float[] out = HeapFloats.of(y);
    for (int r = index * grain; r < Math.min(rows, (index + 1) * grain); r++) {
      int at = x.offset() + r * n;
      int to = y.offset() + r * n;
      double m = RunSums.sum(a, at, n, rooms[worker]) / n;
      double rounding = m - (float) m;
      double squares = RunSums.squares(a, at, n, (float) m, rooms[worker]) / n;
      double variance = Math.max(0, squares - rounding * rounding);
      float v = (float) (1 / Math.sqrt(variance + epsilon));
      HeapFloats.of(mean)[mean.offset() + r] = (float) m;
      HeapFloats.of(inverse)[inverse.offset() + r] = v;
      float rounded = (float) m;
      for (int i = 0; i < n; i++) {
        out[to + i] = (a[at + i] - rounded) * v;
      }
      scaleAndShift(out, to);
    }
  }

  private void scaleAndShift(float[] out, int to) {
    var scale = gamma;
    var shift = beta;
    if (scale != null) {
      float[] w = HeapFloats.of(scale);
      int at = scale.offset();
      for (int i = 0; i < n; i++) {
        out[to + i] *= w[at + i];
      }
    }
    if (shift != null) {
      float[] b = HeapFloats.of(shift);
      int at = shift.offset();
      for (int i = 0; i < n; i++) {
        out[to + i] += b[at + i];
      }
    }
  }

  /// The gradient by x.
  void backward(
      int r,
      int width,
      Slice from,
      Slice means,
      Slice inverses,
      @Nullable Slice scale,
      Slice gradient,
      Slice dx,
      boolean add) {
    set(r, width, from, means, inverses);
    gamma = scale;
    dy = gradient;
    y = dx;
    accumulate = add;
    workers.run(Lanes.chunks(r, grain), backwards);
  }

  private void backwardRows(int index, int worker) {
    if (scaled[worker].length < n) {
      scaled[worker] = new float[n];
    }
    float[] g = scaled[worker];
    float[] a = HeapFloats.of(x);
    float[] out = HeapFloats.of(y);
    for (int r = index * grain; r < Math.min(rows, (index + 1) * grain); r++) {
      scaledGradient(r, g);
      int at = x.offset() + r * n;
      int to = y.offset() + r * n;
      float m = HeapFloats.of(mean)[mean.offset() + r];
      float v = HeapFloats.of(inverse)[inverse.offset() + r];
      double product = RunSums.products(a, at, m, g, 0, n, rooms[worker]) * v;
      float common = (float) (RunSums.sum(g, 0, n, rooms[worker]) / n);
      float slope = (float) (product * v / n);
      if (accumulate) {
        for (int i = 0; i < n; i++) {
          out[to + i] += v * (g[i] - common - (a[at + i] - m) * slope);
        }
      } else {
        for (int i = 0; i < n; i++) {
          out[to + i] = v * (g[i] - common - (a[at + i] - m) * slope);
        }
      }
    }
  }

  private void scaledGradient(int row, float[] g) {
    float[] d = HeapFloats.of(dy);
    int at = dy.offset() + row * n;
    System.arraycopy(d, at, g, 0, n);
    var scale = gamma;
    if (scale != null) {
      float[] w = HeapFloats.of(scale);
      int from = scale.offset();
      for (int i = 0; i < n; i++) {
        g[i] *= w[from + i];
      }
    }
  }

  /// The gradient by gamma: a thread owns columns.
  void scale(
      int r,
      int width,
      Slice from,
      Slice means,
      Slice inverses,
      Slice gradient,
      Slice dGamma,
      boolean add) {
    set(r, width, from, means, inverses);
    dy = gradient;
    y = dGamma;
    accumulate = add;
    if (sums.length < width) {
      sums = new double[width];
    }
    workers.run(Lanes.chunks(width, COLUMNS), scales);
  }

  private void scaleColumns(int index, int worker) {
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(dy);
    float[] out = HeapFloats.of(y);
    int from = index * COLUMNS;
    int to = Math.min(n, from + COLUMNS);
    for (int i = from; i < to; i++) {
      sums[i] = 0;
    }
    for (int r = 0; r < rows; r++) {
      float m = HeapFloats.of(mean)[mean.offset() + r];
      float v = HeapFloats.of(inverse)[inverse.offset() + r];
      int at = x.offset() + r * n;
      int gradient = dy.offset() + r * n;
      for (int i = from; i < to; i++) {
        sums[i] += (double) d[gradient + i] * ((a[at + i] - m) * v);
      }
    }
    for (int i = from; i < to; i++) {
      float s = (float) sums[i];
      out[y.offset() + i] = accumulate ? out[y.offset() + i] + s : s;
    }
  }
}
