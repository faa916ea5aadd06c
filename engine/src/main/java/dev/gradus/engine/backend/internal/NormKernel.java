package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Sums over flat buffers, in double and in blocks of fixed size, and what penalties and norm rules
/// do with them.
final class NormKernel {
  private static final int BLOCK = 4096;

  private final Workers workers;
  private final double[][] rooms;
  private final Workers.Task dots = this::dotBlock;
  private final Workers.Task magnitudes = this::magnitudeBlock;
  private final Workers.Task signs = this::signChunk;
  private final Workers.Task columns = this::columnChunk;
  private final Workers.Task rows = this::rowChunk;
  private double[] partial = new double[0];
  private float[] x = new float[0];
  private float[] y = x;
  private int x0;
  private int y0;
  private int n;
  private int units;
  private int length;
  private int grain;
  private double low;
  private double high;
  private float scale;

  NormKernel(Workers workers) {
    this.workers = workers;
    rooms = new double[workers.threads()][4 * VL];
  }

  private void set(float[] a, int at, float[] b, int bAt, int count) {
    x = a;
    x0 = at;
    y = b;
    y0 = bAt;
    n = count;
  }

  double dot(float[] a, int aAt, float[] b, int bAt, int count) {
    set(a, aAt, b, bAt, count);
    return blocks(dots);
  }

  double sumOfMagnitudes(float[] a, int at, int count) {
    set(a, at, a, at, count);
    return blocks(magnitudes);
  }

  private double blocks(Workers.Task task) {
    int blocks = Lanes.chunks(n, BLOCK);
    if (partial.length < blocks) {
      partial = new double[blocks];
    }
    workers.run(blocks, task);
    double sum = 0;
    for (int i = 0; i < blocks; i++) {
      sum += partial[i];
    }
    return sum;
  }

  // four sums, so that an addition need not wait for the one before

  private void dotBlock(int index, int worker) {
    int i = index * BLOCK;
    int to = Math.min(n, i + BLOCK);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (; i <= to - 4; i += 4) {
      s0 += (double) x[x0 + i] * y[y0 + i];
      s1 += (double) x[x0 + i + 1] * y[y0 + i + 1];
      s2 += (double) x[x0 + i + 2] * y[y0 + i + 2];
      s3 += (double) x[x0 + i + 3] * y[y0 + i + 3];
    }
    for (; i < to; i++) {
      s0 += (double) x[x0 + i] * y[y0 + i];
    }
    partial[index] = (s0 + s1) + (s2 + s3);
  }

  private void magnitudeBlock(int index, int worker) {
    int i = x0 + index * BLOCK;
    int to = Math.min(x0 + n, i + BLOCK);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (; i <= to - 4; i += 4) {
      s0 += Math.abs(x[i]);
      s1 += Math.abs(x[i + 1]);
      s2 += Math.abs(x[i + 2]);
      s3 += Math.abs(x[i + 3]);
    }
    for (; i < to; i++) {
      s0 += Math.abs(x[i]);
    }
    partial[index] = (s0 + s1) + (s2 + s3);
  }

  void addSign(double factor, float[] a, int aAt, float[] b, int bAt, int count) {
    set(a, aAt, b, bAt, count);
    scale = (float) factor;
    workers.run(Lanes.chunks(count, Lanes.GRAIN), signs);
  }

  private void signChunk(int index, int worker) {
    int from = index * Lanes.GRAIN;
    addSigns(x, x0 + from, y, y0 + from, Math.min(Lanes.GRAIN, n - from), scale);
  }

  private static void addSigns(float[] x, int xo, float[] y, int yo, int n, float scale) {
    var up = FloatVector.broadcast(F, scale);
    var zero = FloatVector.zero(F);
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var from = FloatVector.fromArray(F, x, xo + i);
      var step =
          zero.blend(up, from.compare(VectorOperators.GT, 0f))
              .sub(zero.blend(up, from.compare(VectorOperators.LT, 0f)));
      FloatVector.fromArray(F, y, yo + i).add(step).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] += x[xo + i] > 0 ? scale : x[xo + i] < 0 ? -scale : 0f;
    }
  }

  void clamp(
      int count, int weights, boolean byColumn, double least, double most, float[] a, int at) {
    set(a, at, a, at, count * weights);
    units = count;
    length = weights;
    low = least;
    high = most;
    if (byColumn) {
      grain = 4 * VL;
      workers.run(Lanes.chunks(count, grain), columns);
    } else {
      grain = Math.max(1, Lanes.GRAIN / Math.max(1, weights));
      workers.run(Lanes.chunks(count, grain), rows);
    }
  }

  /// What brings a vector with this sum of squares into range.
  private double factor(double squares) {
    double norm = Math.sqrt(squares);
    return norm > high ? high / norm : norm > 0 && norm < low ? low / norm : 1;
  }

  private void columnChunk(int index, int worker) {
    int from = index * grain;
    int width = Math.min(grain, units - from);
    var sums = rooms[worker];
    Arrays.fill(sums, 0);
    for (int i = 0; i < length; i++) {
      int row = x0 + i * units + from;
      for (int j = 0; j < width; j++) {
        sums[j] += (double) x[row + j] * x[row + j];
      }
    }
    boolean any = false;
    for (int j = 0; j < width; j++) {
      sums[j] = factor(sums[j]);
      any |= sums[j] != 1;
    }
    for (int i = 0; i < length && any; i++) {
      int row = x0 + i * units + from;
      for (int j = 0; j < width; j++) {
        x[row + j] = (float) (x[row + j] * sums[j]);
      }
    }
  }

  private void rowChunk(int index, int worker) {
    int to = Math.min(units, (index + 1) * grain);
    for (int u = index * grain; u < to; u++) {
      int from = x0 + u * length;
      double squares = 0;
      for (int i = from; i < from + length; i++) {
        squares += (double) x[i] * x[i];
      }
      double factor = factor(squares);
      for (int i = from; i < from + length && factor != 1; i++) {
        x[i] = (float) (x[i] * factor);
      }
    }
  }
}
