package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;
import static jdk.incubator.vector.VectorOperators.F2D;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Sums over dimensions and over everything. Long sums are kept in double precision, at least from
/// one run of neighbouring elements to the next.
public final class ReduceKernel {
  private static final int BLOCK = 4096;

  /// Fewer elements than this are not worth a second thread.
  private static final int ALONE = 32_768;

  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> D = VectorSpecies.of(double.class, F.vectorShape());

  /// The upper half of the lanes first. Vectors of half the size would do the same, but with two
  /// classes of float vectors in its profile the compiler makes objects of them in other kernels.
  private static final VectorShuffle<Float> UPPER = VectorShuffle.fromOp(F, l -> (l + VL / 2) % VL);

  private final Workers workers;
  private final float[][] rooms;
  private final double[][] doubles;
  private final Workers.Task middles = this::middle;
  private final Workers.Task channels = this::channel;
  private final Workers.Task columns = this::column;
  private final Workers.Task squares = this::square;
  private final Workers.Task checks = this::check;
  private double[] partial = new double[0];
  private float[] x = new float[0];
  private float[] y = x;
  private int x0;
  private int y0;
  private int outer;
  private int n;
  private int inner;
  private int grain;
  private int limit;
  private float scale;
  private boolean accumulate;

  /// For a team.
  public ReduceKernel(Workers workers) {
    this.workers = workers;
    rooms = new float[workers.threads()][VL];
    doubles = new double[workers.threads()][D.length()];
  }

  private void set(
      float[] from, int at, int o, int middle, int i, float[] to, int into, boolean add) {
    x = from;
    x0 = at;
    outer = o;
    n = middle;
    inner = i;
    y = to;
    y0 = into;
    accumulate = add;
  }

  /// Sums the middle dimension.
  public void sum(
      float[] from,
      int at,
      int o,
      int middle,
      int i,
      double factor,
      float[] to,
      int into,
      boolean add) {
    set(from, at, o, middle, i, to, into, add);
    scale = (float) factor;
    if (o == 0 || i == 0) {
      return;
    }
    grain = Math.max(1, Lanes.GRAIN / Math.max(1, middle * i));
    workers.run(Lanes.chunks(o, grain), middles);
  }

  private void middle(int index, int worker) {
    int to = Math.min(outer, (index + 1) * grain);
    for (int o = index * grain; o < to; o++) {
      int from = x0 + o * n * inner;
      int at = y0 + o * inner;
      if (inner == 1) {
        float s = (float) runSum(x, from, n, rooms[worker]) * scale;
        y[at] = accumulate ? y[at] + s : s;
        continue;
      }
      for (int i = 0; i < inner; i++) {
        double s = 0;
        for (int j = 0; j < n; j++) {
          s += x[from + j * inner + i];
        }
        float r = (float) s * scale;
        y[at + i] = accumulate ? y[at + i] + r : r;
      }
    }
  }

  /// Sum of neighbours: short runs in vectors, the runs in double.
  private static double runSum(float[] x, int from, int n, float[] room) {
    double sum = 0;
    for (int b = 0; b < n; b += 512) {
      sum += shortSum(x, from + b, Math.min(512, n - b), room);
    }
    return sum;
  }

  private static float shortSum(float[] x, int from, int n, float[] room) {
    var s = FloatVector.zero(F);
    var t = FloatVector.zero(F);
    int i = 0;
    for (; i <= n - 2 * VL; i += 2 * VL) {
      s = s.add(FloatVector.fromArray(F, x, from + i));
      t = t.add(FloatVector.fromArray(F, x, from + i + VL));
    }
    float sum = Lanes.sum(s.add(t), room);
    for (; i < n; i++) {
      sum += x[from + i];
    }
    return sum;
  }

  /// Sums over the first and the last dimension.
  public void channelSum(
      float[] from, int at, int o, int middle, int i, float[] to, int into, boolean add) {
    set(from, at, o, middle, i, to, into, add);
    if (i == 1) {
      // every column is summed by itself, so that the cut does not matter
      boolean alone = (long) o * middle < ALONE;
      int share = Lanes.chunks(middle, alone ? 1 : workers.threads());
      grain = Math.max(4 * VL, Math.min(1024, (share + VL - 1) / VL * VL));
      workers.run(Lanes.chunks(middle, grain), columns);
    } else {
      workers.run(middle, channels);
    }
  }

  private void channel(int c, int worker) {
    double sum = 0;
    for (int o = 0; o < outer; o++) {
      sum += runSum(x, x0 + (o * n + c) * inner, inner, rooms[worker]);
    }
    y[y0 + c] = accumulate ? y[y0 + c] + (float) sum : (float) sum;
  }

  private void column(int index, int worker) {
    int from = index * grain;
    int to = Math.min(n, from + grain);
    if (!accumulate) {
      Arrays.fill(y, y0 + from, y0 + to, 0f);
    }
    int o = 0;
    for (; o <= outer - 8; o += 8) {
      addEight(x, x0 + o * n, n, y, y0, from, to);
    }
    for (; o < outer; o++) {
      int row = x0 + o * n;
      for (int j = from; j < to; j++) {
        y[y0 + j] += x[row + j];
      }
    }
  }

  /// y += eight rows of x, one after the other.
  private static void addEight(float[] x, int x0, int n, float[] y, int y0, int from, int to) {
    int x4 = x0 + 4 * n;
    int j = from;
    for (; j <= to - VL; j += VL) {
      FloatVector.fromArray(F, y, y0 + j)
          .add(FloatVector.fromArray(F, x, x0 + j))
          .add(FloatVector.fromArray(F, x, x0 + n + j))
          .add(FloatVector.fromArray(F, x, x0 + 2 * n + j))
          .add(FloatVector.fromArray(F, x, x0 + 3 * n + j))
          .add(FloatVector.fromArray(F, x, x4 + j))
          .add(FloatVector.fromArray(F, x, x4 + n + j))
          .add(FloatVector.fromArray(F, x, x4 + 2 * n + j))
          .add(FloatVector.fromArray(F, x, x4 + 3 * n + j))
          .intoArray(y, y0 + j);
    }
    for (; j < to; j++) {
      float s = y[y0 + j];
      for (int o = 0; o < 8; o++) {
        s += x[x0 + o * n + j];
      }
      y[y0 + j] = s;
    }
  }

  /// The sum of squares.
  public double sumOfSquares(float[] from, int at, int length) {
    return blocks(from, at, length, squares);
  }

  /// Whether all elements have a magnitude below `most`.
  public boolean allBelow(float most, float[] from, int at, int length) {
    limit = Float.floatToRawIntBits(most);
    return blocks(from, at, length, checks) == 0;
  }

  private double blocks(float[] from, int at, int length, Workers.Task task) {
    x = from;
    x0 = at;
    n = length;
    int blocks = Lanes.chunks(length, BLOCK);
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

  private void square(int index, int worker) {
    int i = x0 + index * BLOCK;
    int to = Math.min(x0 + n, i + BLOCK);
    int step = D.length();
    var s0 = DoubleVector.zero(D);
    var s1 = s0;
    var s2 = s0;
    var s3 = s0;
    // products of floats are exact as doubles
    for (; i <= to - 4 * step; i += 4 * step) {
      var f0 = FloatVector.fromArray(F, x, i);
      var v0 = (DoubleVector) f0.convertShape(F2D, D, 0);
      s0 = s0.add(v0.mul(v0));
      var v1 = (DoubleVector) f0.rearrange(UPPER).convertShape(F2D, D, 0);
      s1 = s1.add(v1.mul(v1));
      var f1 = FloatVector.fromArray(F, x, i + VL);
      var v2 = (DoubleVector) f1.convertShape(F2D, D, 0);
      s2 = s2.add(v2.mul(v2));
      var v3 = (DoubleVector) f1.rearrange(UPPER).convertShape(F2D, D, 0);
      s3 = s3.add(v3.mul(v3));
    }
    var room = doubles[worker];
    s0.add(s1).add(s2.add(s3)).intoArray(room, 0);
    double sum = 0;
    for (int l = 0; l < step; l++) {
      sum += room[l];
    }
    for (; i < to; i++) {
      sum += (double) x[i] * x[i];
    }
    partial[index] = sum;
  }

  private void check(int index, int worker) {
    int i = x0 + index * BLOCK;
    int to = Math.min(x0 + n, i + BLOCK);
    // without their signs, floats are in the order of their bits, NaN behind all
    var largest = IntVector.zero(I);
    for (; i <= to - VL; i += VL) {
      var bits = FloatVector.fromArray(F, x, i).reinterpretAsInts().and(Integer.MAX_VALUE);
      largest = largest.max(bits);
    }
    int most = largest.reduceLanes(VectorOperators.MAX);
    for (; i < to; i++) {
      most = Math.max(most, Float.floatToRawIntBits(x[i]) & Integer.MAX_VALUE);
    }
    partial[index] = most < limit ? 0 : 1;
  }
}
