package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;
import static dev.gradus.engine.backend.internal.Lanes.load;

import jdk.incubator.vector.FloatVector;

/// Softmax, its gradient, and cross-entropy on it, row by row.
public final class SoftmaxKernel {
  private final Workers workers;
  private final float[][] rooms;
  private final Workers.Task forwards = this::forwardRows;
  private final Workers.Task backwards = this::backwardRows;
  private final Workers.Task losses = this::lossRows;
  private final Workers.Task lossesBack = this::lossRowsBack;
  private double[] rowLoss = new double[0];
  private float[] x = new float[0];
  private float[] y = x;
  private float[] labels = x;
  private float[] target = x;
  private int x0;
  private int y0;
  private int labels0;
  private int target0;
  private int rows;
  private int n;
  private int grain;
  private float scale;
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

  private static void divide(float[] y, int at, float sum, int n) {
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

  /// Mean cross-entropy; the probabilities are kept.
  public void crossEntropy(
      int r,
      int classes,
      float[] logits,
      int logitsAt,
      float[] classLabels,
      int labelsAt,
      float[] probabilities,
      int probabilitiesAt,
      float[] loss,
      int lossAt) {
    x = logits;
    x0 = logitsAt;
    y = probabilities;
    y0 = probabilitiesAt;
    labels = classLabels;
    labels0 = labelsAt;
    if (rowLoss.length < r) {
      rowLoss = new double[r];
    }
    run(r, classes, losses);
    double sum = 0;
    for (int i = 0; i < r; i++) {
      sum += rowLoss[i];
    }
    loss[lossAt] = (float) (sum / r);
  }

  private static boolean known(float label, int classes) {
    return label >= 0 && label < classes && label == (int) label;
  }

  private void lossRows(int index, int worker) {
    for (int r = index * grain; r < last(index); r++) {
      int at = x0 + r * n;
      float max = maximum(x, at, n, rooms[worker]);
      float label = labels[labels0 + r];
      // read before the probabilities are written: they may lie in the same place
      boolean known = known(label, n);
      double logit = known ? x[at + (int) label] : Double.NaN;
      float sum = exponentials(x, at, max, y, y0 + r * n, n, rooms[worker]);
      divide(y, y0 + r * n, sum, n);
      rowLoss[r] = Math.log(sum) - (logit - max);
    }
  }

  /// d logits = (probabilities - onehot) dLoss / rows.
  public void crossEntropyBackward(
      int r,
      int classes,
      float[] probabilities,
      int probabilitiesAt,
      float[] classLabels,
      int labelsAt,
      float lossGradient,
      float[] result,
      int resultAt,
      boolean add) {
    y = probabilities;
    y0 = probabilitiesAt;
    labels = classLabels;
    labels0 = labelsAt;
    target = result;
    target0 = resultAt;
    accumulate = add;
    scale = lossGradient / r;
    run(r, classes, lossesBack);
  }

  private void lossRowsBack(int index, int worker) {
    for (int r = index * grain; r < last(index); r++) {
      int yo = y0 + r * n;
      int to = target0 + r * n;
      float label = labels[labels0 + r];
      boolean known = known(label, n);
      int hit = known ? (int) label : -1;
      if (accumulate) {
        for (int i = 0; i < n; i++) {
          target[to + i] += (y[yo + i] - (i == hit ? 1f : 0f)) * scale;
        }
      } else {
        for (int i = 0; i < n; i++) {
          target[to + i] = (y[yo + i] - (i == hit ? 1f : 0f)) * scale;
        }
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
