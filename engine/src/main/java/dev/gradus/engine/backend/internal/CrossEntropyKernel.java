package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.CrossEntropyRows;
import jdk.incubator.vector.FloatVector;

/// Cross-entropy of the softmax of rows of scores, and its gradient.
final class CrossEntropyKernel {
  private static final float[] NONE = {};

  private final Workers workers;
  private final float[][] rooms;
  private final float[][] rowRooms;
  private final Workers.Task losses = this::lossRows;
  private final Workers.Task gradients = this::gradientRows;
  private double[] rowLoss = {};
  private CrossEntropyRows g = CrossEntropyRows.of(0, 0);
  private float[] x = NONE;
  private float[] y = NONE;
  private float[] labels = NONE;
  private float[] weights = NONE;
  private float[] target = NONE;
  private int x0;
  private int y0;
  private int labels0;
  private int weights0;
  private int target0;
  private boolean kept;
  private boolean weighted;
  private boolean accumulate;
  private double counted;
  private double allWeights;
  private double scale;
  private int grain;

  CrossEntropyKernel(Workers workers) {
    this.workers = workers;
    rooms = new float[workers.threads()][VL];
    rowRooms = new float[workers.threads()][0];
  }

  void labels(CrossEntropyRows rows, float[] classLabels, int at) {
    g = rows;
    labels = classLabels;
    labels0 = at;
    grain = Math.max(1, Lanes.GRAIN / 4 / Math.max(1, g.classes()));
  }

  void unweighted() {
    weighted = false;
    weights = NONE;
    count();
  }

  void weights(float[] classWeights, int at) {
    weighted = true;
    weights = classWeights;
    weights0 = at;
    count();
  }

  /// Says where the probabilities are or go.
  void keep(float[] probabilities, int at) {
    kept = true;
    y = probabilities;
    y0 = at;
  }

  /// The probabilities are not wanted.
  void forget() {
    kept = false;
    for (int i = 0; i < rowRooms.length; i++) {
      if (rowRooms[i].length < g.classes()) {
        rowRooms[i] = new float[g.classes()];
      }
    }
  }

  private double weight(int label) {
    return weighted ? weights[weights0 + label] : 1;
  }

  private void count() {
    counted = 0;
    for (int r = 0; r < g.rows(); r++) {
      float label = labels[labels0 + r];
      if (g.counts(label)) {
        counted += g.knows(label) ? weight((int) label) : 1;
      }
    }
    allWeights = 0;
    for (int c = 0; c < g.classes(); c++) {
      allWeights += weight(c);
    }
  }

  private int last(int index) {
    return Math.min(g.rows(), (index + 1) * grain);
  }

  double forward(float[] logits, int at) {
    x = logits;
    x0 = at;
    if (rowLoss.length < g.rows()) {
      rowLoss = new double[g.rows()];
    }
    workers.run(Lanes.chunks(g.rows(), grain), losses);
    double sum = 0;
    for (int r = 0; r < g.rows(); r++) {
      sum += rowLoss[r];
    }
    return sum / counted;
  }

  private void lossRows(int index, int worker) {
    int n = g.classes();
    var room = rooms[worker];
    for (int r = index * grain; r < last(index); r++) {
      int at = x0 + r * n;
      float label = labels[labels0 + r];
      boolean counts = g.counts(label);
      if (!counts && !kept) {
        rowLoss[r] = 0;
        continue;
      }
      float max = SoftmaxKernel.maximum(x, at, n, room);
      // read before the probabilities are written: they may lie in the same place
      double known = g.knows(label) ? x[at + (int) label] : Double.NaN;
      double scores = g.smoothing() > 0 ? weightedScores(at, max) : 0;
      var to = kept ? y : rowRooms[worker];
      int into = kept ? y0 + r * n : 0;
      float sum = SoftmaxKernel.exponentials(x, at, max, to, into, n, room);
      if (kept) {
        SoftmaxKernel.divide(to, into, sum, n);
      }
      rowLoss[r] = counts ? rowLoss(label, Math.log(sum), known - max, scores) : 0;
    }
  }

  /// The sum of w (x - max).
  private double weightedScores(int at, float max) {
    double sum = 0;
    for (int c = 0; c < g.classes(); c++) {
      sum += weight(c) * (x[at + c] - (double) max);
    }
    return sum;
  }

  private double rowLoss(float label, double norm, double score, double scores) {
    double own = g.knows(label) ? weight((int) label) : 1;
    double hard = own * (norm - score);
    double e = g.smoothing();
    return e > 0 ? (1 - e) * hard + e / g.classes() * (allWeights * norm - scores) : hard;
  }

  void backward(float lossGradient, float[] result, int at, boolean add) {
    target = result;
    target0 = at;
    accumulate = add;
    scale = lossGradient / counted;
    workers.run(Lanes.chunks(g.rows(), grain), gradients);
  }

  private void gradientRows(int index, int worker) {
    int n = g.classes();
    double even = g.smoothing() / Math.max(1, n);
    for (int r = index * grain; r < last(index); r++) {
      float label = labels[labels0 + r];
      int to = target0 + r * n;
      if (!g.counts(label)) {
        if (!accumulate) {
          java.util.Arrays.fill(target, to, to + n, 0);
        }
        continue;
      }
      int hit = g.knows(label) ? (int) label : -1;
      double own = (1 - g.smoothing()) * (hit < 0 ? 1 : weight(hit));
      float slope = (float) ((own + even * allWeights) * scale);
      float before = hit < 0 ? 0 : target[to + hit];
      // both are read first: the gradient may go over the probabilities
      double p = hit < 0 ? 0 : y[y0 + r * n + hit] * (own + even * allWeights);
      row(y0 + r * n, to, slope, (float) (even * scale));
      if (hit >= 0) {
        float v = (float) ((p - own - even * weight(hit)) * scale);
        target[to + hit] = accumulate ? before + v : v;
      }
    }
  }

  /// As if no class were the right one.
  private void row(int from, int to, float slope, float even) {
    int n = g.classes();
    int c = 0;
    for (; !weighted && c <= n - VL; c += VL) {
      var v = FloatVector.fromArray(F, y, from + c).mul(slope).sub(even);
      if (accumulate) {
        FloatVector.fromArray(F, target, to + c).add(v).intoArray(target, to + c);
      } else {
        v.intoArray(target, to + c);
      }
    }
    for (; c < n; c++) {
      float v = slope * y[from + c] - (weighted ? even * weights[weights0 + c] : even);
      target[to + c] = accumulate ? target[to + c] + v : v;
    }
  }
}
