package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.ChannelNorm;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// Batch normalisation of channels with several numbers in a sample. A thread owns whole channels,
/// so that every sum has one order, and does all that there is to do with one before it turns to
/// the next, while the channel lies in the cache.
final class ChannelNormKernel {
  private final Workers workers;
  private final float[][] rooms;
  private final double[][] totals;
  private final Workers.Task rows = this::rowChunk;
  private final Workers.Task batches = this::batch;
  private final Workers.Task gradients = this::gradient;
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
  ChannelNormKernel(Workers workers) {
    this.workers = workers;
    rooms = new float[workers.threads()][VL];
    totals = new double[workers.threads()][2];
  }

  static float at(@Nullable Slice s, int i, float otherwise) {
    return s == null ? otherwise : HeapFloats.of(s)[s.offset() + i];
  }

  private ChannelNorm norm() {
    var norm = given;
    if (norm == null) {
      throw new IllegalStateException("a kernel runs before it is given anything");
    }
    return norm;
  }

  /// y with mean and deviation that are given.
  void normalize(ChannelNorm what) {
    given = what;
    var g = what.g();
    grain = Math.max(1, Lanes.GRAIN / Math.max(1, g.inner()));
    workers.run(Lanes.chunks(g.batch() * g.channels(), grain), rows);
  }

  private void rowChunk(int index, int worker) {
    var norm = norm();
    var g = norm.g();
    int to = Math.min(g.batch() * g.channels(), (index + 1) * grain);
    for (int r = index * grain; r < to; r++) {
      apply(r % g.channels(), r * g.inner(), 1);
    }
  }

  private void apply(int c, int from, int count) {
    var norm = norm();
    var g = norm.g();
    float[] x = HeapFloats.of(norm.x());
    float[] y = HeapFloats.of(norm.y());
    float m = at(norm.mean(), c, 0);
    float scale = at(norm.inverse(), c, 1) * at(norm.gamma(), c, 1);
    float shift = at(norm.beta(), c, 0);
    int at = norm.x().offset() + from;
    int to = norm.y().offset() + from;
    int stride = g.channels() * g.inner();
    int n = g.inner();
    var addend = norm.addend();
    if (addend != null) {
      float[] z = HeapFloats.of(addend);
      int zAt = addend.offset() + from;
      if (norm.rectified()) {
        ChannelLoops.applyAddRelu(x, at, z, zAt, y, to, stride, count, n, m, scale, shift);
      } else {
        ChannelLoops.applyAdd(x, at, z, zAt, y, to, stride, count, n, m, scale, shift);
      }
    } else if (norm.rectified()) {
      ChannelLoops.applyRelu(x, at, y, to, stride, count, n, m, scale, shift);
    } else {
      ChannelLoops.apply(x, at, y, to, stride, count, n, m, scale, shift);
    }
  }

  /// Mean and biased variance, the deviation from them, and y.
  void normalizeBatch(ChannelNorm what, double small, Slice variance) {
    given = what;
    epsilon = small;
    variances = variance;
    workers.run(what.g().channels(), batches);
  }

  private void batch(int c, int worker) {
    var norm = norm();
    var g = norm.g();
    double m = sum(c, rooms[worker]) / g.perChannel();
    double rounding = m - (float) m;
    // the squares are taken around the mean rounded to float
    double squares = squares(c, (float) m, rooms[worker]) / g.perChannel() - rounding * rounding;
    float v = squares < 0 ? 0f : (float) squares;
    HeapFloats.of(norm.mean())[norm.mean().offset() + c] = (float) m;
    HeapFloats.of(variances)[variances.offset() + c] = v;
    HeapFloats.of(norm.inverse())[norm.inverse().offset() + c] =
        (float) (1 / Math.sqrt(v + epsilon));
    apply(c, c * g.inner(), g.batch());
  }

  /// Rows of a channel that are added in one go.
  private int together() {
    return Math.max(1, ChannelSums.BLOCK / Math.max(1, norm().g().inner()));
  }

  private double sum(int c, float[] room) {
    var norm = norm();
    var g = norm.g();
    float[] x = HeapFloats.of(norm.x());
    int stride = g.channels() * g.inner();
    int step = together();
    double sum = 0;
    for (int s = 0; s < g.batch(); s += step) {
      int at = norm.x().offset() + s * stride + c * g.inner();
      int count = Math.min(step, g.batch() - s);
      for (int i = 0; i < g.inner(); i += ChannelSums.BLOCK) {
        int n = Math.min(ChannelSums.BLOCK, g.inner() - i);
        sum += ChannelSums.sum(x, at + i, stride, count, n, room);
      }
    }
    return sum;
  }

  private double squares(int c, float mean, float[] room) {
    var norm = norm();
    var g = norm.g();
    float[] x = HeapFloats.of(norm.x());
    int stride = g.channels() * g.inner();
    int step = together();
    double sum = 0;
    for (int s = 0; s < g.batch(); s += step) {
      int at = norm.x().offset() + s * stride + c * g.inner();
      int count = Math.min(step, g.batch() - s);
      for (int i = 0; i < g.inner(); i += ChannelSums.BLOCK) {
        int n = Math.min(ChannelSums.BLOCK, g.inner() - i);
        sum += ChannelSums.squares(x, at + i, stride, count, n, mean, room);
      }
    }
    return sum;
  }

  /// The gradients.
  void backward(
      ChannelNorm what,
      Slice gradient,
      double part,
      Slice d,
      Slice sum,
      Slice product,
      @Nullable Slice target,
      boolean add) {
    given = what;
    dy = gradient;
    share = part;
    own = d;
    sums = sum;
    products = product;
    dx = target;
    accumulate = add;
    workers.run(what.g().channels(), gradients);
  }

  private void gradient(int c, int worker) {
    var norm = norm();
    var g = norm.g();
    double[] total = totals[worker];
    total[0] = 0;
    total[1] = 0;
    int stride = g.channels() * g.inner();
    int step = together();
    for (int s = 0; s < g.batch(); s += step) {
      int count = Math.min(step, g.batch() - s);
      for (int i = 0; i < g.inner(); i += ChannelSums.BLOCK) {
        int n = Math.min(ChannelSums.BLOCK, g.inner() - i);
        addProducts(c, s * stride + c * g.inner() + i, count, n, rooms[worker], total);
      }
    }
    double v = at(norm.inverse(), c, 1);
    HeapFloats.of(sums)[sums.offset() + c] = (float) total[0];
    HeapFloats.of(products)[products.offset() + c] = (float) (total[1] * v);
    var target = dx;
    if (target != null) {
      differentiate(c, target);
    }
  }

  private void addProducts(int c, int from, int count, int n, float[] room, double[] total) {
    var norm = norm();
    float[] x = HeapFloats.of(norm.x());
    float[] g = HeapFloats.of(dy);
    float m = at(norm.mean(), c, 0);
    int stride = norm.g().channels() * norm.g().inner();
    int at = norm.x().offset() + from;
    int gAt = dy.offset() + from;
    if (!norm.rectified()) {
      ChannelSums.products(x, at, m, g, gAt, stride, count, n, room, total);
    } else if (norm.addend() == null) {
      float scale = at(norm.inverse(), c, 1) * at(norm.gamma(), c, 1);
      float shift = at(norm.beta(), c, 0);
      ChannelSums.masked(x, at, m, scale, shift, g, gAt, stride, count, n, room, total);
    } else {
      float[] y = HeapFloats.of(norm.y());
      int yAt = norm.y().offset() + from;
      float[] d = HeapFloats.of(own);
      int to = own.offset() + from;
      ChannelSums.gated(x, at, m, y, yAt, g, gAt, d, to, stride, count, n, room, total);
    }
  }

  private void differentiate(int c, Slice target) {
    var norm = norm();
    var g = norm.g();
    int from = c * g.inner();
    int stride = g.channels() * g.inner();
    float m = at(norm.mean(), c, 0);
    float v = at(norm.inverse(), c, 1);
    float factor = at(norm.gamma(), c, 1) * v;
    float slope = share == 0 ? 0 : (float) (-factor * share * v * at(products, c, 0));
    float constant = share == 0 ? 0 : (float) (-factor * share * at(sums, c, 0));
    var gradient = norm.rectified() && norm.addend() != null ? own : dy;
    boolean masked = norm.rectified() && norm.addend() == null;
    // with constant statistics dx does not depend on x: its slope is 0, but an infinity times 0 is
    // not
    var x = share == 0 && !masked ? gradient : norm.x();
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(gradient);
    float[] to = HeapFloats.of(target);
    int xAt = x.offset() + from;
    int dAt = gradient.offset() + from;
    int at = target.offset() + from;
    int n = g.inner();
    int rows = g.batch();
    if (masked) {
      float shift = at(norm.beta(), c, 0);
      ChannelLoops.backRelu(
          a,
          xAt,
          d,
          dAt,
          to,
          at,
          stride,
          rows,
          n,
          m,
          factor,
          shift,
          factor,
          slope,
          constant,
          accumulate);
    } else {
      ChannelLoops.back(
          a, xAt, d, dAt, to, at, stride, rows, n, m, factor, slope, constant, accumulate);
    }
  }
}
