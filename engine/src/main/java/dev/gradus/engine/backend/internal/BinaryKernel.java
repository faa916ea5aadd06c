package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.Broadcast;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Functions of two numbers with broadcasting. Neighbouring dimensions that behave alike are merged
/// first; the last one is the inner loop.
public final class BinaryKernel implements Workers.Task {
  private final Workers workers;
  private final Workers.Task slopes = this::slopes;
  private final int[] dims = new int[64];
  private final int[] left = new int[64];
  private final int[] right = new int[64];
  private int rank;
  private BinaryFunction f = BinaryFunction.ADD;
  private float[] a = new float[0];
  private float[] b = a;
  private float[] y = a;
  private int a0;
  private int b0;
  private int y0;
  private int rowsPerTask;
  private int rows;
  private float[] g = a;
  private int g0;
  private boolean leftSlope;
  private boolean add;

  /// For a team.
  public BinaryKernel(Workers workers) {
    this.workers = workers;
  }

  /// y = f(a, b).
  public void forward(
      BinaryFunction function,
      Broadcast broadcast,
      float[] l,
      int lo,
      float[] r,
      int ro,
      float[] result,
      int at) {
    f = function;
    a = l;
    a0 = lo;
    b = r;
    b0 = ro;
    y = result;
    y0 = at;
    merge(broadcast);
    if (rows == 0 || dims[rank - 1] == 0) {
      return;
    }
    int n = dims[rank - 1];
    if (rows == 1) {
      workers.run(Lanes.chunks(n, Lanes.GRAIN), this);
    } else {
      rowsPerTask = Math.max(1, Lanes.GRAIN / n);
      workers.run(Lanes.chunks(rows, rowsPerTask), this);
    }
  }

  /// Merges neighbouring dimensions; leaves at least one.
  private void merge(Broadcast broadcast) {
    int n = broadcast.leftStrides().length;
    rank = 0;
    for (int d = 0; d < n; d++) {
      int size = broadcast.shape().dim(d);
      int l = broadcast.leftStrides()[d];
      int r = broadcast.rightStrides()[d];
      if (size == 1) {
        continue;
      }
      if (rank > 0 && left[rank - 1] == l * size && right[rank - 1] == r * size) {
        dims[rank - 1] *= size;
      } else {
        dims[rank++] = size;
      }
      left[rank - 1] = l;
      right[rank - 1] = r;
    }
    if (rank == 0) {
      dims[0] = 1;
      left[0] = 0;
      right[0] = 0;
      rank = 1;
    }
    rows = 1;
    for (int d = 0; d < rank - 1; d++) {
      rows *= dims[d];
    }
  }

  @Override
  public void run(int index, int worker) {
    int n = dims[rank - 1];
    int l = left[rank - 1];
    int r = right[rank - 1];
    if (rows == 1) {
      int from = index * Lanes.GRAIN;
      int count = Math.min(Lanes.GRAIN, n - from);
      row(a0 + from * l, l, b0 + from * r, r, y0 + from, count);
      return;
    }
    int to = Math.min(rows, (index + 1) * rowsPerTask);
    for (int row = index * rowsPerTask; row < to; row++) {
      row(a0 + offset(row, left), l, b0 + offset(row, right), r, y0 + row * n, n);
    }
  }

  private int offset(int row, int[] strides) {
    int offset = 0;
    for (int d = rank - 2; d >= 0; d--) {
      offset += row % dims[d] * strides[d];
      row /= dims[d];
    }
    return offset;
  }

  private void row(int ao, int sa, int bo, int sb, int yo, int n) {
    switch (f) {
      case ADD -> add(a, ao, sa, b, bo, sb, y, yo, n);
      case SUBTRACT -> subtract(a, ao, sa, b, bo, sb, y, yo, n);
      case MULTIPLY -> multiply(a, ao, sa, b, bo, sb, y, yo, n);
      case DIVIDE -> divide(a, ao, sa, b, bo, sb, y, yo, n);
      case MAXIMUM -> maximum(a, ao, sa, b, bo, sb, y, yo, n);
    }
  }

  private static void add(
      float[] a, int ao, int sa, float[] b, int bo, int sb, float[] y, int yo, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] + b[bo + i];
      }
    } else if (sa == 1 && sb == 0) {
      float v = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] + v;
      }
    } else if (sa == 0 && sb == 1) {
      float u = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = u + b[bo + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i * sa] + b[bo + i * sb];
      }
    }
  }

  private static void subtract(
      float[] a, int ao, int sa, float[] b, int bo, int sb, float[] y, int yo, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] - b[bo + i];
      }
    } else if (sa == 1 && sb == 0) {
      float v = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] - v;
      }
    } else if (sa == 0 && sb == 1) {
      float u = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = u - b[bo + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i * sa] - b[bo + i * sb];
      }
    }
  }

  private static void multiply(
      float[] a, int ao, int sa, float[] b, int bo, int sb, float[] y, int yo, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] * b[bo + i];
      }
    } else if (sa == 1 && sb == 0) {
      float v = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] * v;
      }
    } else if (sa == 0 && sb == 1) {
      float u = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = u * b[bo + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i * sa] * b[bo + i * sb];
      }
    }
  }

  private static void divide(
      float[] a, int ao, int sa, float[] b, int bo, int sb, float[] y, int yo, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] / b[bo + i];
      }
    } else if (sa == 1 && sb == 0) {
      float v = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] / v;
      }
    } else if (sa == 0 && sb == 1) {
      float u = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = u / b[bo + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i * sa] / b[bo + i * sb];
      }
    }
  }

  private static void maximum(
      float[] a, int ao, int sa, float[] b, int bo, int sb, float[] y, int yo, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.max(a[ao + i], b[bo + i]);
      }
    } else if (sa == 1 && sb == 0) {
      float v = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.max(a[ao + i], v);
      }
    } else if (sa == 0 && sb == 1) {
      float u = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.max(u, b[bo + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.max(a[ao + i * sa], b[bo + i * sb]);
      }
    }
  }

  /// The gradient of one operand, summed over the dimensions in which it repeats, in the order of
  /// the result's elements.
  public void backward(
      BinaryFunction function,
      Broadcast broadcast,
      boolean byLeft,
      float[] l,
      int lo,
      float[] r,
      int ro,
      float[] gradient,
      int gradientAt,
      float[] target,
      int targetAt,
      int targetLength,
      boolean accumulate) {
    f = function;
    a = l;
    a0 = lo;
    b = r;
    b0 = ro;
    merge(broadcast);
    if (rows == 1 && left[0] == 1 && right[0] == 1) {
      g = gradient;
      g0 = gradientAt;
      y = target;
      y0 = targetAt;
      leftSlope = byLeft;
      add = accumulate;
      workers.run(Lanes.chunks(dims[0], Lanes.GRAIN), slopes);
      return;
    }
    if (!accumulate) {
      Arrays.fill(target, targetAt, targetAt + targetLength, 0f);
    }
    int n = dims[rank - 1];
    int sa = left[rank - 1];
    int sb = right[rank - 1];
    var strides = byLeft ? left : right;
    int st = strides[rank - 1];
    for (int row = 0; row < rows; row++) {
      int ao = a0 + offset(row, left);
      int bo = b0 + offset(row, right);
      int to = targetAt + offset(row, strides);
      int go = gradientAt + row * n;
      boolean copies = f == BinaryFunction.ADD || (f == BinaryFunction.SUBTRACT && byLeft);
      if (st != 0 && copies) {
        for (int i = 0; i < n; i++) {
          target[to + i] += gradient[go + i];
        }
      } else if (st != 0) {
        for (int i = 0; i < n; i++) {
          target[to + i] += term(byLeft, ao + i * sa, bo + i * sb, gradient[go + i]);
        }
      } else {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += term(byLeft, ao + i * sa, bo + i * sb, gradient[go + i]);
        }
        target[to] += (float) sum;
      }
    }
  }

  /// A chunk of a gradient where nothing is broadcast.
  private void slopes(int index, int worker) {
    int from = index * Lanes.GRAIN;
    int n = Math.min(Lanes.GRAIN, dims[0] - from);
    if (!add) {
      Arrays.fill(y, y0 + from, y0 + from + n, 0f);
    }
    switch (f) {
      case ADD -> LayoutKernel.scale(1, g, g0 + from, 1, y, y0 + from, n);
      case SUBTRACT -> LayoutKernel.scale(leftSlope ? 1 : -1, g, g0 + from, 1, y, y0 + from, n);
      case MULTIPLY -> {
        float[] other = leftSlope ? b : a;
        addProducts(g, g0 + from, other, (leftSlope ? b0 : a0) + from, y, y0 + from, n);
      }
      case DIVIDE, MAXIMUM -> {
        for (int i = from; i < from + n; i++) {
          y[y0 + i] += term(leftSlope, a0 + i, b0 + i, g[g0 + i]);
        }
      }
    }
  }

  private static void addProducts(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var product = FloatVector.fromArray(F, x, xo + i).mul(FloatVector.fromArray(F, z, zo + i));
      product.add(FloatVector.fromArray(F, y, yo + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] += x[xo + i] * z[zo + i];
    }
  }

  private float term(boolean byLeft, int ao, int bo, float g) {
    return switch (f) {
      case ADD -> g;
      case SUBTRACT -> byLeft ? g : -g;
      case MULTIPLY -> g * (byLeft ? b[bo] : a[ao]);
      case DIVIDE -> byLeft ? g / b[bo] : -g * a[ao] / (b[bo] * b[bo]);
      case MAXIMUM -> {
        float mine = byLeft ? a[ao] : b[bo];
        float other = byLeft ? b[bo] : a[ao];
        yield mine > other ? g : mine == other ? 0.5f * g : 0f;
      }
    };
  }
}
