package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.ChannelNormKernel.at;

import dev.gradus.engine.backend.ChannelNorm;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// Batch normalisation of features: a channel has one number in a sample, and channels are the
/// columns of a matrix. A thread owns whole columns where there are sums, so that every sum has one
/// order.
final class ColumnNormKernel {
  private static final int COLUMNS = 64;

  private final Workers workers;
  private final Workers.Task applies = this::applyRows;
  private final Workers.Task batches = this::batch;
  private final Workers.Task gradients = this::gradient;
  private double[] first = new double[0];
  private double[] second = first;
  private float[] factor = new float[0];
  private float[] slope = factor;
  private float[] shift = factor;
  private @Nullable ChannelNorm given;
  private double epsilon;
  private double share;
  private Slice variances = HeapFloats.NONE;
  private Slice dy = variances;
  private Slice own = variances;
  private Slice sums = variances;
  private Slice products = variances;
  private @Nullable Slice dx;
  private boolean accumulate;
  private int grain;

  /// For a team.
  ColumnNormKernel(Workers workers) {
    this.workers = workers;
  }

  private void prepare(ChannelNorm norm) {
    given = norm;
    int n = norm.g().channels();
    if (first.length < n) {
      first = new double[n];
      second = new double[n];
      factor = new float[n];
      slope = new float[n];
      shift = new float[n];
    }
  }

  private ChannelNorm norm() {
    var norm = given;
    if (norm == null) {
      throw new IllegalStateException("a kernel runs before it is given anything");
    }
    return norm;
  }

  /// y with mean and deviation that are given.
  void normalize(ChannelNorm norm) {
    prepare(norm);
    scales(norm, 0, norm.g().channels());
    grain = Math.max(1, Lanes.GRAIN / Math.max(1, norm.g().channels()));
    workers.run(Lanes.chunks(norm.g().batch(), grain), applies);
  }

  private void scales(ChannelNorm norm, int from, int to) {
    for (int c = from; c < to; c++) {
      factor[c] = at(norm.inverse(), c, 1) * at(norm.gamma(), c, 1);
      shift[c] = at(norm.beta(), c, 0);
    }
  }

  private void applyRows(int index, int worker) {
    var norm = norm();
    int to = Math.min(norm.g().batch(), (index + 1) * grain);
    apply(norm, index * grain, to, 0, norm.g().channels());
  }

  private void apply(ChannelNorm norm, int row, int rows, int from, int to) {
    float[] x = HeapFloats.of(norm.x());
    float[] y = HeapFloats.of(norm.y());
    float[] m = HeapFloats.of(norm.mean());
    int m0 = norm.mean().offset();
    for (int r = row; r < rows; r++) {
      int at = norm.x().offset() + r * norm.g().channels();
      int into = norm.y().offset() + r * norm.g().channels();
      for (int c = from; c < to; c++) {
        y[into + c] = (x[at + c] - m[m0 + c]) * factor[c] + shift[c];
      }
      finish(norm, r * norm.g().channels() + from, to - from);
    }
  }

  /// Adds the addend and takes off what is negative.
  private static void finish(ChannelNorm norm, int from, int n) {
    float[] y = HeapFloats.of(norm.y());
    int to = norm.y().offset() + from;
    var addend = norm.addend();
    if (addend != null) {
      float[] z = HeapFloats.of(addend);
      int at = addend.offset() + from;
      for (int i = 0; i < n; i++) {
        y[to + i] += z[at + i];
      }
    }
    if (norm.rectified()) {
      for (int i = 0; i < n; i++) {
        y[to + i] = Math.max(0f, y[to + i]);
      }
    }
  }

  /// Mean and biased variance, the deviation from them, and y.
  void normalizeBatch(ChannelNorm norm, double small, Slice variance) {
    prepare(norm);
    epsilon = small;
    variances = variance;
    workers.run(Lanes.chunks(norm.g().channels(), COLUMNS), batches);
  }

  private void batch(int index, int worker) {
    var norm = norm();
    int from = index * COLUMNS;
    int to = Math.min(norm.g().channels(), from + COLUMNS);
    moments(norm, from, to);
    float[] means = HeapFloats.of(norm.mean());
    float[] v = HeapFloats.of(variances);
    float[] inverses = HeapFloats.of(norm.inverse());
    for (int c = from; c < to; c++) {
      float variance = (float) (second[c] / norm.g().batch());
      means[norm.mean().offset() + c] = (float) first[c];
      v[variances.offset() + c] = variance;
      inverses[norm.inverse().offset() + c] = (float) (1 / Math.sqrt(variance + epsilon));
    }
    scales(norm, from, to);
    apply(norm, 0, norm.g().batch(), from, to);
  }

  private void moments(ChannelNorm norm, int from, int to) {
    clear(from, to);
    float[] x = HeapFloats.of(norm.x());
    int n = norm.g().channels();
    for (int s = 0; s < norm.g().batch(); s++) {
      int row = norm.x().offset() + s * n;
      for (int c = from; c < to; c++) {
        first[c] += x[row + c];
      }
    }
    for (int c = from; c < to; c++) {
      first[c] /= norm.g().batch();
    }
    for (int s = 0; s < norm.g().batch(); s++) {
      int row = norm.x().offset() + s * n;
      for (int c = from; c < to; c++) {
        double d = x[row + c] - first[c];
        second[c] += d * d;
      }
    }
  }

  private void clear(int from, int to) {
    for (int c = from; c < to; c++) {
      first[c] = 0;
      second[c] = 0;
    }
  }

  /// The gradients.
  void backward(
      ChannelNorm norm,
      Slice gradient,
      double part,
      Slice d,
      Slice sum,
      Slice product,
      @Nullable Slice target,
      boolean add) {
    prepare(norm);
    dy = gradient;
    share = part;
    own = d;
    sums = sum;
    products = product;
    dx = target;
    accumulate = add;
    workers.run(Lanes.chunks(norm.g().channels(), COLUMNS), gradients);
  }

  private void gradient(int index, int worker) {
    var norm = norm();
    int from = index * COLUMNS;
    int to = Math.min(norm.g().channels(), from + COLUMNS);
    scales(norm, from, to);
    if (norm.rectified()) {
      rectify(norm, from, to);
    }
    var gradient = norm.rectified() ? own : dy;
    add(norm, gradient, from, to);
    for (int c = from; c < to; c++) {
      HeapFloats.of(sums)[sums.offset() + c] = (float) first[c];
      HeapFloats.of(products)[products.offset() + c] =
          (float) (second[c] * at(norm.inverse(), c, 1));
    }
    var target = dx;
    if (target != null) {
      differentiate(norm, gradient, target, from, to);
    }
  }

  /// Writes dy where y > 0, and 0 elsewhere.
  private void rectify(ChannelNorm norm, int from, int to) {
    var y = norm.addend() == null ? norm.x() : norm.y();
    float[] a = HeapFloats.of(y);
    float[] g = HeapFloats.of(dy);
    float[] d = HeapFloats.of(own);
    float[] m = HeapFloats.of(norm.mean());
    int m0 = norm.mean().offset();
    for (int s = 0; s < norm.g().batch(); s++) {
      int row = s * norm.g().channels();
      for (int c = from; c < to; c++) {
        float v = a[y.offset() + row + c];
        float result = norm.addend() != null ? v : (v - m[m0 + c]) * factor[c] + shift[c];
        d[own.offset() + row + c] = result > 0 ? g[dy.offset() + row + c] : 0f;
      }
    }
  }

  private void add(ChannelNorm norm, Slice gradient, int from, int to) {
    clear(from, to);
    float[] x = HeapFloats.of(norm.x());
    float[] d = HeapFloats.of(gradient);
    float[] m = HeapFloats.of(norm.mean());
    for (int s = 0; s < norm.g().batch(); s++) {
      int row = s * norm.g().channels();
      for (int c = from; c < to; c++) {
        float v = d[gradient.offset() + row + c];
        first[c] += v;
        second[c] += (double) v * (x[norm.x().offset() + row + c] - m[norm.mean().offset() + c]);
      }
    }
  }

  /// dx = factor d + slope (x - mean) + shift, with numbers for every column.
  private void differentiate(ChannelNorm norm, Slice gradient, Slice target, int from, int to) {
    for (int c = from; c < to; c++) {
      double v = at(norm.inverse(), c, 1);
      slope[c] = share == 0 ? 0 : (float) (-factor[c] * share * v * at(products, c, 0));
      shift[c] = share == 0 ? 0 : (float) (-factor[c] * share * at(sums, c, 0));
    }
    var x = share == 0 ? gradient : norm.x(); // an infinity times a slope of 0 is not 0
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(gradient);
    float[] y = HeapFloats.of(target);
    float[] m = HeapFloats.of(norm.mean());
    for (int s = 0; s < norm.g().batch(); s++) {
      int row = s * norm.g().channels();
      int at = target.offset() + row;
      for (int c = from; c < to; c++) {
        float own = (a[x.offset() + row + c] - m[norm.mean().offset() + c]) * slope[c] + shift[c];
        float v = factor[c] * d[gradient.offset() + row + c] + own;
        y[at + c] = accumulate ? y[at + c] + v : v;
      }
    }
  }
}
