package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.ErrorFunction;

/// Means of errors of single numbers, and their gradients. Sums are taken over chunks of fixed size
/// in double, so that results do not depend on the number of threads.
final class ErrorKernel {
  private static final int GRAIN = Lanes.GRAIN / 4;
  private static final float[] NONE = {};

  private final Workers workers;
  private final Workers.Task sums = this::sum;
  private final Workers.Task slopes = this::slope;
  private double[] partial = {};
  private ErrorFunction f = ErrorFunction.SQUARED;
  private float p;
  private int n;
  private float[] x = NONE;
  private float[] t = NONE;
  private float[] target = NONE;
  private int x0;
  private int t0;
  private int target0;
  private float scale;
  private boolean accumulate;

  ErrorKernel(Workers workers) {
    this.workers = workers;
  }

  void of(ErrorFunction function, float parameter, int count) {
    f = function;
    p = parameter;
    n = count;
  }

  void inputs(float[] numbers, int at, float[] targets, int targetsAt) {
    x = numbers;
    x0 = at;
    t = targets;
    t0 = targetsAt;
  }

  double mean() {
    int chunks = Lanes.chunks(n, GRAIN);
    if (partial.length < chunks) {
      partial = new double[chunks];
    }
    workers.run(chunks, sums);
    double total = 0;
    for (int i = 0; i < chunks; i++) {
      total += partial[i];
    }
    return total / n;
  }

  private void sum(int index, int worker) {
    int from = index * GRAIN;
    int to = Math.min(n, from + GRAIN);
    partial[index] =
        switch (f) {
          case SQUARED -> squared(from, to);
          case ABSOLUTE -> absolute(from, to);
          case HUBER -> huber(from, to);
          case BINARY_CROSS_ENTROPY -> binaryCrossEntropy(from, to);
          case HINGE -> hinge(from, to);
        };
  }

  private double squared(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double d = x[x0 + i] - t[t0 + i];
      sum += d * d;
    }
    return sum;
  }

  private double absolute(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(x[x0 + i] - t[t0 + i]);
    }
    return sum;
  }

  private double huber(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double d = Math.abs(x[x0 + i] - t[t0 + i]);
      sum += d <= p ? d * d / 2 : p * (d - p / 2.0);
    }
    return sum;
  }

  private double binaryCrossEntropy(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double s = x[x0 + i];
      sum += Math.max(s, 0) - s * t[t0 + i] + Math.log1p(Math.exp(-Math.abs(s)));
    }
    return sum;
  }

  private double hinge(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.max(0, p - side(t[t0 + i]) * x[x0 + i]);
    }
    return sum;
  }

  void backward(float lossGradient, float[] result, int at, boolean add) {
    target = result;
    target0 = at;
    accumulate = add;
    scale = lossGradient / n;
    workers.run(Lanes.chunks(n, GRAIN), slopes);
  }

  private void slope(int index, int worker) {
    int from = index * GRAIN;
    int to = Math.min(n, from + GRAIN);
    for (int i = from; i < to; i++) {
      float v = slope(x[x0 + i], t[t0 + i]) * scale;
      target[target0 + i] = accumulate ? target[target0 + i] + v : v;
    }
  }

  /// The label 0 stands on the side of -1.
  private static float side(float wanted) {
    return wanted == 0 ? -1 : wanted;
  }

  private float slope(float value, float wanted) {
    float d = value - wanted;
    return switch (f) {
      case SQUARED -> 2 * d;
      case ABSOLUTE -> Math.signum(d);
      case HUBER -> Math.max(-p, Math.min(p, d));
      case BINARY_CROSS_ENTROPY -> (float) (1 / (1 + Math.exp(-value)) - wanted);
      case HINGE -> p - side(wanted) * value > 0 ? -side(wanted) : 0;
    };
  }
}
