package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.ChannelGeometry;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// Batch normalisation: statistics of channels, and what is done with them. A thread owns whole
/// channels (or columns, where a channel has one number in a sample), so that every sum has one
/// order.
final class ChannelNormKernel {
  private static final int COLUMNS = 64;

  private final Workers workers;
  private final float[][] rooms;
  private final Workers.Task moments = this::moment;
  private final Workers.Task columnMoments = this::columnMoment;
  private final Workers.Task sums = this::channelSums;
  private final Workers.Task columnSums = this::columnSum;
  private final Workers.Task applies = this::applyRows;
  private final Workers.Task columnApplies = this::applyColumns;
  private double[] first = new double[0];
  private double[] second = first;
  private float[] factor = new float[0];
  private float[] slope = factor;
  private float[] shift = factor;
  private ChannelGeometry g = new ChannelGeometry(0, 0, 0);
  private Slice x = HeapFloats.NONE;
  private Slice dy = x;
  private Slice mean = x;
  private Slice inverse = x;
  private Slice out1 = x;
  private Slice out2 = x;
  private int grain;
  private boolean backward;
  private boolean accumulate;

  /// For a team.
  ChannelNormKernel(Workers workers) {
    this.workers = workers;
    rooms = new float[workers.threads()][VL];
  }

  private void prepare(ChannelGeometry geometry, Slice from) {
    g = geometry;
    x = from;
    if (first.length < g.channels()) {
      first = new double[g.channels()];
      second = new double[g.channels()];
      factor = new float[g.channels()];
      slope = new float[g.channels()];
      shift = new float[g.channels()];
    }
  }

  /// Mean and biased variance.
  void moments(ChannelGeometry geometry, Slice from, Slice means, Slice variances) {
    prepare(geometry, from);
    mean = means;
    out1 = means;
    out2 = variances;
    if (g.inner() == 1) {
      workers.run(Lanes.chunks(g.channels(), COLUMNS), columnMoments);
    } else {
      workers.run(g.channels(), moments);
    }
  }

  private void moment(int c, int worker) {
    float[] a = HeapFloats.of(x);
    double sum = 0;
    for (int s = 0; s < g.batch(); s++) {
      sum += RunSums.sum(a, run(s, c), g.inner(), rooms[worker]);
    }
    double m = sum / g.perChannel();
    double squares = 0;
    for (int s = 0; s < g.batch(); s++) {
      squares += RunSums.squares(a, run(s, c), g.inner(), (float) m, rooms[worker]);
    }
    finish(c, m, squares);
  }

  private int run(int sample, int channel) {
    return x.offset() + (sample * g.channels() + channel) * g.inner();
  }

  /// The squares were taken around the mean rounded to float.
  private void finish(int c, double m, double squares) {
    double rounding = m - (float) m;
    double variance = squares / g.perChannel() - rounding * rounding;
    HeapFloats.of(out1)[out1.offset() + c] = (float) m;
    HeapFloats.of(out2)[out2.offset() + c] = variance < 0 ? 0f : (float) variance;
  }

  private void columnMoment(int index, int worker) {
    float[] a = HeapFloats.of(x);
    int from = index * COLUMNS;
    int to = Math.min(g.channels(), from + COLUMNS);
    for (int c = from; c < to; c++) {
      first[c] = 0;
      second[c] = 0;
    }
    for (int s = 0; s < g.batch(); s++) {
      int row = x.offset() + s * g.channels();
      for (int c = from; c < to; c++) {
        first[c] += a[row + c];
      }
    }
    for (int c = from; c < to; c++) {
      first[c] /= g.perChannel();
    }
    for (int s = 0; s < g.batch(); s++) {
      int row = x.offset() + s * g.channels();
      for (int c = from; c < to; c++) {
        double d = a[row + c] - first[c];
        second[c] += d * d;
      }
    }
    float[] means = HeapFloats.of(out1);
    float[] variances = HeapFloats.of(out2);
    for (int c = from; c < to; c++) {
      means[out1.offset() + c] = (float) first[c];
      variances[out2.offset() + c] = (float) (second[c] / g.perChannel());
    }
  }

  /// Sums of dy and of dy times the normalised x.
  void sums(
      ChannelGeometry geometry,
      Slice from,
      Slice means,
      Slice inverses,
      Slice gradient,
      Slice sum,
      Slice product) {
    prepare(geometry, from);
    mean = means;
    inverse = inverses;
    dy = gradient;
    out1 = sum;
    out2 = product;
    if (g.inner() == 1) {
      workers.run(Lanes.chunks(g.channels(), COLUMNS), columnSums);
    } else {
      workers.run(g.channels(), sums);
    }
  }

  private void channelSums(int c, int worker) {
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(dy);
    float m = HeapFloats.of(mean)[mean.offset() + c];
    double sum = 0;
    double product = 0;
    for (int s = 0; s < g.batch(); s++) {
      int at = run(s, c);
      int from = at - x.offset() + dy.offset();
      sum += RunSums.sum(d, from, g.inner(), rooms[worker]);
      product += RunSums.products(a, at, m, d, from, g.inner(), rooms[worker]);
    }
    HeapFloats.of(out1)[out1.offset() + c] = (float) sum;
    double v = HeapFloats.of(inverse)[inverse.offset() + c];
    HeapFloats.of(out2)[out2.offset() + c] = (float) (product * v);
  }

  private void columnSum(int index, int worker) {
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(dy);
    float[] m = HeapFloats.of(mean);
    int from = index * COLUMNS;
    int to = Math.min(g.channels(), from + COLUMNS);
    for (int c = from; c < to; c++) {
      first[c] = 0;
      second[c] = 0;
    }
    for (int s = 0; s < g.batch(); s++) {
      int row = s * g.channels();
      for (int c = from; c < to; c++) {
        float v = d[dy.offset() + row + c];
        first[c] += v;
        second[c] += (double) v * (a[x.offset() + row + c] - m[mean.offset() + c]);
      }
    }
    float[] inverses = HeapFloats.of(inverse);
    for (int c = from; c < to; c++) {
      HeapFloats.of(out1)[out1.offset() + c] = (float) first[c];
      HeapFloats.of(out2)[out2.offset() + c] = (float) (second[c] * inverses[inverse.offset() + c]);
    }
  }

  /// y = (x - mean) * inverse * gamma + beta.
  void normalize(
      ChannelGeometry geometry,
      Slice from,
      Slice means,
      Slice inverses,
      @Nullable Slice gamma,
      @Nullable Slice beta,
      Slice y) {
    prepare(geometry, from);
    mean = means;
    dy = from;
    backward = false;
    for (int c = 0; c < g.channels(); c++) {
      slope[c] = at(inverses, c, 1) * at(gamma, c, 1);
      shift[c] = at(beta, c, 0);
    }
    apply(y, false);
  }

  private static float at(@Nullable Slice s, int i, float otherwise) {
    return s == null ? otherwise : HeapFloats.of(s)[s.offset() + i];
  }

  /// dx = factor * dy + slope * (x - mean) + shift, with numbers for every channel.
  void backward(
      ChannelGeometry geometry,
      Slice from,
      Slice means,
      Slice inverses,
      @Nullable Slice gamma,
      Slice gradient,
      Slice sum,
      Slice product,
      double share,
      Slice dx,
      boolean add) {
    prepare(geometry, from);
    mean = means;
    dy = gradient;
    backward = true;
    for (int c = 0; c < g.channels(); c++) {
      float v = at(inverses, c, 1);
      float own = at(gamma, c, 1) * v;
      factor[c] = own;
      slope[c] = share == 0 ? 0 : (float) (-own * share * v * at(product, c, 0));
      shift[c] = share == 0 ? 0 : (float) (-own * share * at(sum, c, 0));
    }
    if (share == 0) {
      x = gradient; // x is not read: its slope is 0
    }
    apply(dx, add);
  }

  private void apply(Slice to, boolean add) {
    out1 = to;
    accumulate = add;
    int width = Math.max(1, g.inner() == 1 ? g.channels() : g.inner());
    int rows = g.inner() == 1 ? g.batch() : g.batch() * g.channels();
    grain = Math.max(1, Lanes.GRAIN / width);
    workers.run(Lanes.chunks(rows, grain), g.inner() == 1 ? columnApplies : applies);
  }

  private void applyRows(int index, int worker) {
    int rows = Math.min(g.batch() * g.channels(), (index + 1) * grain);
    float[] m = HeapFloats.of(mean);
    for (int r = index * grain; r < rows; r++) {
      int c = r % g.channels();
      affine(r * g.inner(), factor[c], slope[c], m[mean.offset() + c], shift[c]);
    }
  }

  private void affine(int from, float f, float s, float m, float b) {
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(dy);
    float[] y = HeapFloats.of(out1);
    int at = x.offset() + from;
    int gradient = dy.offset() + from;
    int to = out1.offset() + from;
    int n = g.inner();
    if (!backward) {
      for (int i = 0; i < n; i++) {
        y[to + i] = (a[at + i] - m) * s + b;
      }
    } else if (accumulate) {
      for (int i = 0; i < n; i++) {
        y[to + i] += f * d[gradient + i] + (a[at + i] - m) * s + b;
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[to + i] = f * d[gradient + i] + (a[at + i] - m) * s + b;
      }
    }
  }

  private void applyColumns(int index, int worker) {
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(dy);
    float[] y = HeapFloats.of(out1);
    float[] m = HeapFloats.of(mean);
    int rows = Math.min(g.batch(), (index + 1) * grain);
    int n = g.channels();
    for (int r = index * grain; r < rows; r++) {
      int at = x.offset() + r * n;
      int gradient = dy.offset() + r * n;
      int to = out1.offset() + r * n;
      for (int c = 0; c < n; c++) {
        float own = (a[at + c] - m[mean.offset() + c]) * slope[c] + shift[c];
        float v = !backward ? own : factor[c] * d[gradient + c] + own;
        y[to + c] = accumulate ? y[to + c] + v : v;
      }
    }
  }
}
