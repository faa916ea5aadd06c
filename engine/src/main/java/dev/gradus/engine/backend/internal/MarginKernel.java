package dev.gradus.engine.backend.internal;

/// The margin loss of rows of scores, and its gradient.
final class MarginKernel {
  private static final float[] NONE = {};

  private final Workers workers;
  private final Workers.Task losses = this::lossRows;
  private final Workers.Task gradients = this::gradientRows;
  private double[] rowLoss = {};
  private int rows;
  private int n;
  private int grain;
  private float margin;
  private float[] x = NONE;
  private float[] labels = NONE;
  private float[] target = NONE;
  private int x0;
  private int labels0;
  private int target0;
  private float scale;
  private boolean accumulate;

  MarginKernel(Workers workers) {
    this.workers = workers;
  }

  void of(int r, int classes, float distance) {
    rows = r;
    n = classes;
    margin = distance;
    grain = Math.max(1, Lanes.GRAIN / Math.max(1, n));
  }

  void inputs(float[] scores, int at, float[] classLabels, int labelsAt) {
    x = scores;
    x0 = at;
    labels = classLabels;
    labels0 = labelsAt;
  }

  private int last(int index) {
    return Math.min(rows, (index + 1) * grain);
  }

  /// The class that row r is labelled with, -1 if there is none.
  private int label(int r) {
    float label = labels[labels0 + r];
    return label >= 0 && label < n && label == (int) label ? (int) label : -1;
  }

  double mean() {
    if (rowLoss.length < rows) {
      rowLoss = new double[rows];
    }
    workers.run(Lanes.chunks(rows, grain), losses);
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += rowLoss[r];
    }
    return sum / rows;
  }

  private void lossRows(int index, int worker) {
    for (int r = index * grain; r < last(index); r++) {
      int at = x0 + r * n;
      int label = label(r);
      double bound = label < 0 ? Double.NaN : (double) margin - x[at + label];
      double sum = 0;
      for (int c = 0; c < n; c++) {
        sum += c == label ? 0 : Math.max(0, bound + x[at + c]);
      }
      rowLoss[r] = sum;
    }
  }

  void backward(float lossGradient, float[] result, int at, boolean add) {
    target = result;
    target0 = at;
    accumulate = add;
    scale = lossGradient / rows;
    workers.run(Lanes.chunks(rows, grain), gradients);
  }

  private void gradientRows(int index, int worker) {
    for (int r = index * grain; r < last(index); r++) {
      int at = x0 + r * n;
      int to = target0 + r * n;
      int label = label(r);
      double bound = label < 0 ? Double.NaN : (double) margin - x[at + label];
      int within = 0;
      for (int c = 0; c < n; c++) {
        boolean inside = c != label && bound + x[at + c] > 0;
        within += inside ? 1 : 0;
        if (c != label) {
          put(to + c, inside ? scale : 0);
        }
      }
      if (label >= 0) {
        put(to + label, -within * scale);
      }
    }
  }

  private void put(int i, float v) {
    target[i] = accumulate ? target[i] + v : v;
  }
}
