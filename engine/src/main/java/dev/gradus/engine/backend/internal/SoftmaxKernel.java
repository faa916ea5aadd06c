package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Softmax and its gradient, row by row.
public final class SoftmaxKernel {
  private final Workers workers;
  private final float[][] rooms;
  private final Workers.Task forwards = this::forwardRows;
  private final Workers.Task backwards = this::backwardRows;
  private final Workers.Task counts = this::countRows;
  private final int[] right;
  private float[] x = new float[0];
  private float[] y = x;
  private float[] target = x;
  private int x0;
  private int y0;
  private int target0;
  private int rows;
  private int n;
  private int grain;
  private boolean accumulate;

  /// For a team.
  public SoftmaxKernel(Workers workers) {
    this.workers = workers;
    rooms = new float[workers.threads()][VL];
    right = new int[workers.threads()];
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

  /// Softmax of every row.
  public void forward(int r, int width, float[] from, int at, float[] to, int into) {
    x = from;
    x0 = at;
    y = to;
    y0 = into;
    run(r, width, forwards);
  }

  private void forwardRows(int index, int worker) {
    for (int r = index * grain; r < last(index); r++) {
      float max = maximum(x, x0 + r * n, n, rooms[worker]);
      float sum = exponentials(x, x0 + r * n, max, y, y0 + r * n, n, rooms[worker]);
      divide(y, y0 + r * n, sum, n);
    }
  }

  static float maximum(float[] x, int at, int n, float[] room) {
    if (n < VL) {
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        max = Math.max(max, x[at + i]);
      }
      return max;
    }
    // the last vector overlaps the one before: a maximum does not mind
    var m = FloatVector.fromArray(F, x, at + n - VL);
    var m1 = m;
    var m2 = m;
    var m3 = m;
    int k = 0;
    for (; k <= n - 4 * VL; k += 4 * VL) {
      m = m.max(FloatVector.fromArray(F, x, at + k));
      m1 = m1.max(FloatVector.fromArray(F, x, at + k + VL));
      m2 = m2.max(FloatVector.fromArray(F, x, at + k + 2 * VL));
      m3 = m3.max(FloatVector.fromArray(F, x, at + k + 3 * VL));
    }
    for (; k < n - VL; k += VL) {
      m = m.max(FloatVector.fromArray(F, x, at + k));
    }
    m.max(m1).max(m2.max(m3)).intoArray(room, 0);
    float max = room[0];
    for (int i = 1; i < VL; i++) {
      max = Math.max(max, room[i]);
    }
    return max;
  }

  static float exponentials(float[] x, int at, float max, float[] y, int to, int n, float[] room) {
    if (n >= 4 * VL) {
      return VectorMath.expSum(x, at, max, y, to, n, room);
    }
    VectorMath.exp(x, at, max, y, to, n, room);
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += y[to + i];
    }
    return sum;
  }

  static void divide(float[] y, int at, float sum, int n) {
    int i = 0;
    if (n >= 4 * VL) {
      // a division of vectors takes as long as the exponential function
      float share = 1 / sum;
      for (; i <= n - VL; i += VL) {
        FloatVector.fromArray(F, y, at + i).mul(share).intoArray(y, at + i);
      }
    }
    for (; i < n; i++) {
      y[at + i] /= sum;
    }
  }

  /// dx = y (dy - sum(y dy)).
  public void backward(
      int r,
      int width,
      float[] output,
      int outputAt,
      float[] gradient,
      int gradientAt,
      float[] result,
      int resultAt,
      boolean add) {
    y = output;
    y0 = outputAt;
    x = gradient;
    x0 = gradientAt;
    target = result;
    target0 = resultAt;
    accumulate = add;
    run(r, width, backwards);
  }

  private void backwardRows(int index, int worker) {
    for (int r = index * grain; r < last(index); r++) {
      int yo = y0 + r * n;
      int go = x0 + r * n;
      int to = target0 + r * n;
      double dot = 0;
      for (int i = 0; i < n; i++) {
        dot += (double) y[yo + i] * x[go + i];
      }
      float s = (float) dot;
      for (int i = 0; i < n; i++) {
        float v = y[yo + i] * (x[go + i] - s);
        target[to + i] = accumulate ? target[to + i] + v : v;
      }
    }
  }

  /// How many rows have their first maximum at the label; a row with a NaN has none.
  public int countCorrect(int r, int width, float[] scores, int at, float[] classes, int from) {
    x = scores;
    x0 = at;
    y = classes;
    y0 = from;
    Arrays.fill(right, 0);
    run(r, width, counts);
    int sum = 0;
    for (int found : right) {
      sum += found;
    }
    return sum;
  }

  private void countRows(int index, int worker) {
    int found = 0;
    for (int r = index * grain; r < last(index); r++) {
      float label = y[y0 + r];
      int hit = (int) label;
      boolean known = label >= 0 && label < n && hit == label;
      found += known && isMaximum(x, x0 + r * n, n, hit) ? 1 : 0;
    }
    right[worker] += found;
  }

  /// Whether an element is larger than all before it and not smaller than any behind it.
  private static boolean isMaximum(float[] x, int at, int n, int hit) {
    float best = x[at + hit];
    int i = 0;
    for (; i <= hit - VL; i += VL) {
      if (!FloatVector.fromArray(F, x, at + i).compare(VectorOperators.LT, best).allTrue()) {
        return false;
      }
    }
    for (; i < hit; i++) {
      if (!(x[at + i] < best)) {
        return false;
      }
    }
    for (; i <= n - VL; i += VL) {
      if (!FloatVector.fromArray(F, x, at + i).compare(VectorOperators.LE, best).allTrue()) {
        return false;
      }
    }
    for (; i < n; i++) {
      if (!(x[at + i] <= best)) {
        return false;
      }
    }
    return true;
  }
}
