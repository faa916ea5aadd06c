package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;
import static dev.gradus.engine.backend.internal.Lanes.load;

import jdk.incubator.vector.FloatVector;

/// Softmax and its gradient, row by row.
public final class SoftmaxKernel {
  private final Workers workers;
  private final float[][] rooms;
  private final Workers.Task forwards = this::forwardRows;
  private final Workers.Task backwards = this::backwardRows;
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
    var m = load(x, at + n - VL);
    for (int i = 0; i < n - VL; i += VL) {
      m = m.max(load(x, at + i));
    }
    m.intoArray(room, 0);
    float max = room[0];
    for (int i = 1; i < VL; i++) {
      max = Math.max(max, room[i]);
    }
    return max;
  }

  static float exponentials(float[] x, int at, float max, float[] y, int to, int n, float[] room) {
    VectorMath.exp(x, at, max, y, to, n, room);
    float sum = 0;
    int i = 0;
    if (n >= 4 * VL) {
      var s = FloatVector.zero(F);
      for (; i <= n - VL; i += VL) {
        s = s.add(load(y, to + i));
      }
      s.intoArray(room, 0);
      for (int j = 0; j < VL; j++) {
        sum += room[j];
      }
    }
    for (; i < n; i++) {
      sum += y[to + i];
    }
    return sum;
  }

  static void divide(float[] y, int at, float sum, int n) {
    for (int i = 0; i < n; i++) {
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
  public static int countCorrect(int rows, int n, float[] x, int at, float[] labels, int labelsAt) {
    int correct = 0;
    for (int r = 0; r < rows; r++) {
      int best = 0;
      boolean nan = false;
      for (int i = 0; i < n; i++) {
        nan |= Float.isNaN(x[at + r * n + i]);
        if (x[at + r * n + i] > x[at + r * n + best]) {
          best = i;
        }
      }
      if (n > 0 && !nan && best == labels[labelsAt + r]) {
        correct++;
      }
    }
    return correct;
  }
}
