package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Moves numbers without computing: fill, copy, scale-and-add, repetition, other orders of
/// dimensions, parts of a dimension.
public final class LayoutKernel {
  /// A copy of so many elements is worth a second thread.
  private static final int TOGETHER = 65_536;

  private final Workers workers;
  private final Workers.Task copies = this::copyChunk;
  private final Workers.Task fills = this::fillChunk;
  private final Workers.Task scales = this::scaleChunk;
  private final Workers.Task expands = this::expandChunk;
  private final Workers.Task permutes = this::permuteChunk;
  private final Workers.Task slices = this::sliceChunk;
  private final int[] dims = new int[64];
  private final int[] strides = new int[64];
  private int rank;
  private float[] x = new float[0];
  private float[] y = x;
  private int x0;
  private int y0;
  private int length;
  private int inner;
  private int grain;
  private int xStep;
  private int yStep;
  private float alpha;
  private float beta;
  private boolean accumulate;

  /// For a team.
  public LayoutKernel(Workers workers) {
    this.workers = workers;
  }

  /// y = x.
  @SuppressWarnings("ReferenceEquality") // parts of one array may overlap
  public void copy(float[] from, int at, float[] to, int into, int n) {
    if (n < TOGETHER || (from == to && Math.abs((long) at - into) < n)) {
      System.arraycopy(from, at, to, into, n);
      return;
    }
    x = from;
    x0 = at;
    y = to;
    y0 = into;
    length = n;
    workers.run(Lanes.chunks(n, TOGETHER / 2), copies);
  }

  private void copyChunk(int index, int worker) {
    int from = index * (TOGETHER / 2);
    System.arraycopy(x, x0 + from, y, y0 + from, Math.min(TOGETHER / 2, length - from));
  }

  /// y = value.
  public void fill(float[] to, int at, int n, float value) {
    y = to;
    y0 = at;
    length = n;
    alpha = value;
    workers.run(Lanes.chunks(n, Lanes.GRAIN), fills);
  }

  private void fillChunk(int index, int worker) {
    int from = index * Lanes.GRAIN;
    Arrays.fill(y, y0 + from, y0 + Math.min(length, from + Lanes.GRAIN), alpha);
  }

  /// y = a x + b y.
  public void axpby(float a, float[] from, int at, float b, float[] to, int into, int n) {
    alpha = a;
    beta = b;
    x = from;
    x0 = at;
    y = to;
    y0 = into;
    length = n;
    workers.run(Lanes.chunks(n, Lanes.GRAIN), scales);
  }

  private void scaleChunk(int index, int worker) {
    int from = index * Lanes.GRAIN;
    int n = Math.min(Lanes.GRAIN, length - from);
    scale(alpha, x, x0 + from, beta, y, y0 + from, n);
  }

  /// y = a x + b y, or y = a x where b is 0: what y was does not matter then.
  static void scale(float a, float[] x, int xo, float b, float[] y, int yo, int n) {
    int i = 0;
    if (b == 0) {
      for (; i <= n - VL; i += VL) {
        FloatVector.fromArray(F, x, xo + i).mul(a).intoArray(y, yo + i);
      }
      for (; i < n; i++) {
        y[yo + i] = a * x[xo + i];
      }
      return;
    }
    for (; i <= n - VL; i += VL) {
      FloatVector.fromArray(F, x, xo + i)
          .mul(a)
          .add(FloatVector.fromArray(F, y, yo + i).mul(b))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = a * x[xo + i] + b * y[yo + i];
    }
  }

  /// Repeats along a new middle dimension.
  public void expand(
      float[] from,
      int at,
      int outer,
      int n,
      int i,
      float scale,
      float[] to,
      int into,
      boolean add) {
    if (i == 0 || n == 0) {
      return;
    }
    x = from;
    x0 = at;
    y = to;
    y0 = into;
    length = n;
    inner = i;
    alpha = scale;
    accumulate = add;
    workers.run(outer, expands);
  }

  private void expandChunk(int o, int worker) {
    int from = x0 + o * inner;
    int to = y0 + o * length * inner;
    if (inner == 1) {
      float v = alpha * x[from];
      if (accumulate) {
        for (int i = 0; i < length; i++) {
          y[to + i] += v;
        }
      } else {
        Arrays.fill(y, to, to + length, v);
      }
      return;
    }
    for (int j = 0; j < length; j++) {
      scale(alpha, x, from, accumulate ? 1f : 0f, y, to + j * inner, inner);
    }
  }

  /// Copies with dimensions in another order.
  public void permute(
      float[] from, int at, int[] sizes, int[] steps, float[] to, int into, boolean add) {
    x = from;
    x0 = at;
    y = to;
    y0 = into;
    accumulate = add;
    rank = 0;
    int rows = 1;
    for (int d = 0; d < sizes.length; d++) {
      if (sizes[d] == 1) {
        continue;
      }
      if (rank > 0 && strides[rank - 1] == steps[d] * sizes[d]) {
        dims[rank - 1] *= sizes[d];
      } else {
        dims[rank++] = sizes[d];
      }
      strides[rank - 1] = steps[d];
    }
    if (rank == 0) {
      dims[0] = 1;
      strides[0] = 1;
      rank = 1;
    }
    for (int d = 0; d < rank - 1; d++) {
      rows *= dims[d];
    }
    inner = dims[rank - 1];
    if (rows == 0 || inner == 0) {
      return;
    }
    length = rows;
    grain = Math.max(1, Lanes.GRAIN / inner);
    workers.run(Lanes.chunks(rows, grain), permutes);
  }

  private void permuteChunk(int index, int worker) {
    int to = Math.min(length, (index + 1) * grain);
    int step = strides[rank - 1];
    for (int row = index * grain; row < to; row++) {
      int from = x0;
      int rest = row;
      for (int d = rank - 2; d >= 0; d--) {
        from += rest % dims[d] * strides[d];
        rest /= dims[d];
      }
      int at = y0 + row * inner;
      if (accumulate) {
        for (int i = 0; i < inner; i++) {
          y[at + i] += x[from + i * step];
        }
      } else if (step == 1) {
        System.arraycopy(x, from, y, at, inner);
      } else {
        for (int i = 0; i < inner; i++) {
          y[at + i] = x[from + i * step];
        }
      }
    }
  }

  /// Copies or adds `outer` runs of `n` elements, `fromStep` apart in the source and `toStep` in
  /// the target.
  public void runs(
      float[] from,
      int at,
      int fromStep,
      float[] to,
      int into,
      int toStep,
      int outer,
      int n,
      boolean add) {
    x = from;
    x0 = at;
    xStep = fromStep;
    y = to;
    y0 = into;
    yStep = toStep;
    length = outer;
    inner = n;
    accumulate = add;
    if (n == 0) {
      return;
    }
    grain = Math.max(1, Lanes.GRAIN / n);
    workers.run(Lanes.chunks(outer, grain), slices);
  }

  private void sliceChunk(int index, int worker) {
    int to = Math.min(length, (index + 1) * grain);
    for (int o = index * grain; o < to; o++) {
      int from = x0 + o * xStep;
      int at = y0 + o * yStep;
      if (accumulate) {
        for (int i = 0; i < inner; i++) {
          y[at + i] += x[from + i];
        }
      } else {
        System.arraycopy(x, from, y, at, inner);
      }
    }
  }
}
