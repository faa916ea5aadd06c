package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.ConvGeometry;
import dev.gradus.engine.backend.PoolGeometry;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.WindowKernels;
import java.util.Arrays;

/// [WindowKernels] with threads, plane by plane. The inner loops run along rows, which lie one
/// after the other in memory, so that the compiler can use vectors.
public final class WindowVectors implements WindowKernels {
  private final Workers workers;
  private final Object lock;
  private final Workers.Task norms = this::normPlane;
  private final Workers.Task normsBack = this::normPlaneBack;
  private final Workers.Task locals = this::localPlane;
  private final Workers.Task localsData = this::localDataPlane;
  private final Workers.Task localsFilter = this::localFilterPlane;
  private PoolGeometry p = new PoolGeometry(0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0);
  private ConvGeometry g = new ConvGeometry(0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
  private double power;
  private float[] x = new float[0];
  private float[] y = x;
  private float[] dy = x;
  private float[] w = x;
  private float[] to = x;
  private int x0;
  private int y0;
  private int dy0;
  private int w0;
  private int to0;
  private int outHeight;
  private int outWidth;
  private boolean accumulate;

  /// @param workers the threads of the backend
  /// @param lock held during a call: that of the backend
  public WindowVectors(Workers workers, Object lock) {
    this.workers = workers;
    this.lock = lock;
  }

  @Override
  public void lpPool(PoolGeometry geometry, double norm, Slice in, Slice out) {
    synchronized (lock) {
      p = geometry;
      power = norm;
      x = SliceArrays.array("lpPool", "the input", in, p.inputSize());
      x0 = in.offset();
      to = SliceArrays.array("lpPool", "the output", out, p.outputSize());
      to0 = out.offset();
      workers.run(p.batch() * p.channels(), norms);
    }
  }

  private void normPlane(int plane, int worker) {
    int from = x0 + plane * p.inHeight() * p.inWidth();
    int at = to0 + plane * p.outHeight() * p.outWidth();
    for (int i = 0; i < p.outHeight(); i++) {
      int top = i * p.strideHeight() - p.padHeight();
      int bottom = Math.min(p.inHeight(), top + p.kernelHeight());
      for (int j = 0; j < p.outWidth(); j++, at++) {
        int left = j * p.strideWidth() - p.padWidth();
        int right = Math.min(p.inWidth(), left + p.kernelWidth());
        double sum = 0;
        for (int r = Math.max(0, top); r < bottom; r++) {
          int row = from + r * p.inWidth();
          for (int s = Math.max(0, left); s < right; s++) {
            double v = x[row + s];
            sum += power == 2 ? v * v : Math.pow(Math.abs(v), power);
          }
        }
        to[at] = (float) (power == 2 ? Math.sqrt(sum) : Math.pow(sum, 1 / power));
      }
    }
  }

  @Override
  public void lpPoolBackward(
      PoolGeometry geometry, double norm, Slice in, Slice out, Slice grad, Slice dx, boolean add) {
    synchronized (lock) {
      p = geometry;
      power = norm;
      accumulate = add;
      x = SliceArrays.array("lpPoolBackward", "the input", in, p.inputSize());
      x0 = in.offset();
      y = SliceArrays.array("lpPoolBackward", "the output", out, p.outputSize());
      y0 = out.offset();
      dy = SliceArrays.array("lpPoolBackward", "the gradient", grad, p.outputSize());
      dy0 = grad.offset();
      to = SliceArrays.array("lpPoolBackward", "the target", dx, p.inputSize());
      to0 = dx.offset();
      workers.run(p.batch() * p.channels(), normsBack);
    }
  }

  private void normPlaneBack(int plane, int worker) {
    int area = p.inHeight() * p.inWidth();
    if (!accumulate) {
      Arrays.fill(to, to0 + plane * area, to0 + (plane + 1) * area, 0f);
    }
    int from = plane * p.outHeight() * p.outWidth();
    for (int i = 0; i < p.outHeight(); i++) {
      int top = i * p.strideHeight() - p.padHeight();
      for (int j = 0; j < p.outWidth(); j++, from++) {
        if (y[y0 + from] != 0) {
          int left = j * p.strideWidth() - p.padWidth();
          normWindowBack(plane * area, top, left, y[y0 + from], dy[dy0 + from]);
        }
      }
    }
  }

  private void normWindowBack(int image, int top, int left, float norm, float gradient) {
    int bottom = Math.min(p.inHeight(), top + p.kernelHeight());
    int right = Math.min(p.inWidth(), left + p.kernelWidth());
    for (int r = Math.max(0, top); r < bottom; r++) {
      int row = image + r * p.inWidth();
      for (int s = Math.max(0, left); s < right; s++) {
        float v = x[x0 + row + s];
        float ratio = v / norm;
        double slope = power == 2 ? ratio : Math.signum(v) * Math.pow(Math.abs(ratio), power - 1);
        to[to0 + row + s] += (float) (slope * gradient);
      }
    }
  }

  private void geometry(ConvGeometry geometry) {
    g = geometry;
    outHeight = g.outHeight();
    outWidth = g.outWidth();
  }

  private int weights() {
    return g.weightSize() * outHeight * outWidth;
  }

  /// The first output column whose pixel under kernel column `l` lies in the image.
  private int firstColumn(int l) {
    int before = g.padLeft() - l * g.dilationWidth();
    return before <= 0 ? 0 : Math.ceilDiv(before, g.strideWidth());
  }

  /// One behind the last such column.
  private int endColumn(int l) {
    int last = g.inWidth() - 1 + g.padLeft() - l * g.dilationWidth();
    return last < 0 ? 0 : Math.min(outWidth, last / g.strideWidth() + 1);
  }

  private int inputRow(int i, int k) {
    return i * g.strideHeight() + k * g.dilationHeight() - g.padTop();
  }

  private int weightRow(int o, int c, int k, int l, int i) {
    int tap = ((o * g.inChannels() + c) * g.kernelHeight() + k) * g.kernelWidth() + l;
    return (tap * outHeight + i) * outWidth;
  }

  @Override
  public void localConv2d(ConvGeometry geometry, Slice in, Slice filter, Slice bias, Slice out) {
    synchronized (lock) {
      geometry(geometry);
      x = SliceArrays.array("localConv2d", "the input", in, g.inputSize());
      x0 = in.offset();
      w = SliceArrays.array("localConv2d", "the weights", filter, weights());
      w0 = filter.offset();
      y =
          SliceArrays.array(
              "localConv2d", "the bias", bias, g.outChannels() * outHeight * outWidth);
      y0 = bias.offset();
      to = SliceArrays.array("localConv2d", "the output", out, g.outputSize());
      to0 = out.offset();
      workers.run(g.batch() * g.outChannels(), locals);
    }
  }

  private void localPlane(int index, int worker) {
    int b = index / g.outChannels();
    int o = index % g.outChannels();
    int area = outHeight * outWidth;
    System.arraycopy(y, y0 + o * area, to, to0 + index * area, area);
    for (int c = 0; c < g.inChannels(); c++) {
      int image = x0 + (b * g.inChannels() + c) * g.inHeight() * g.inWidth();
      for (int k = 0; k < g.kernelHeight(); k++) {
        for (int l = 0; l < g.kernelWidth(); l++) {
          int j = firstColumn(l);
          int count = endColumn(l) - j;
          int step = g.strideWidth();
          int column = j * step + l * g.dilationWidth() - g.padLeft();
          for (int i = 0; i < outHeight; i++) {
            int r = inputRow(i, k);
            if (r >= 0 && r < g.inHeight()) {
              int wo = w0 + weightRow(o, c, k, l, i) + j;
              int yo = to0 + index * area + i * outWidth + j;
              addProducts(w, wo, x, image + r * g.inWidth() + column, step, to, yo, count);
            }
          }
        }
      }
    }
  }

  /// c[i] += a[i] b[step i].
  private static void addProducts(
      float[] a, int ao, float[] b, int bo, int step, float[] c, int co, int n) {
    if (step == 1) {
      for (int i = 0; i < n; i++) {
        c[co + i] += a[ao + i] * b[bo + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        c[co + i] += a[ao + i] * b[bo + i * step];
      }
    }
  }

  /// c[step i] += a[i] b[i].
  private static void scatterProducts(
      float[] a, int ao, float[] b, int bo, float[] c, int co, int step, int n) {
    if (step == 1) {
      for (int i = 0; i < n; i++) {
        c[co + i] += a[ao + i] * b[bo + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        c[co + i * step] += a[ao + i] * b[bo + i];
      }
    }
  }

  @Override
  public void localConv2dBackwardData(
      ConvGeometry geometry, Slice grad, Slice filter, Slice dx, boolean add) {
    synchronized (lock) {
      geometry(geometry);
      accumulate = add;
      dy = SliceArrays.array("localConv2dBackwardData", "the gradient", grad, g.outputSize());
      dy0 = grad.offset();
      w = SliceArrays.array("localConv2dBackwardData", "the weights", filter, weights());
      w0 = filter.offset();
      to = SliceArrays.array("localConv2dBackwardData", "the target", dx, g.inputSize());
      to0 = dx.offset();
      workers.run(g.batch() * g.inChannels(), localsData);
    }
  }

  private void localDataPlane(int index, int worker) {
    int b = index / g.inChannels();
    int c = index % g.inChannels();
    int image = to0 + index * g.inHeight() * g.inWidth();
    if (!accumulate) {
      Arrays.fill(to, image, image + g.inHeight() * g.inWidth(), 0f);
    }
    for (int o = 0; o < g.outChannels(); o++) {
      int gradient = dy0 + (b * g.outChannels() + o) * outHeight * outWidth;
      for (int k = 0; k < g.kernelHeight(); k++) {
        for (int l = 0; l < g.kernelWidth(); l++) {
          int j = firstColumn(l);
          int count = endColumn(l) - j;
          int step = g.strideWidth();
          int column = j * step + l * g.dilationWidth() - g.padLeft();
          for (int i = 0; i < outHeight; i++) {
            int r = inputRow(i, k);
            if (r >= 0 && r < g.inHeight()) {
              int wo = w0 + weightRow(o, c, k, l, i) + j;
              int at = image + r * g.inWidth() + column;
              scatterProducts(w, wo, dy, gradient + i * outWidth + j, to, at, step, count);
            }
          }
        }
      }
    }
  }

  @Override
  public void localConv2dBackwardFilter(
      ConvGeometry geometry, Slice in, Slice grad, Slice dw, boolean add) {
    synchronized (lock) {
      geometry(geometry);
      accumulate = add;
      x = SliceArrays.array("localConv2dBackwardFilter", "the input", in, g.inputSize());
      x0 = in.offset();
      dy = SliceArrays.array("localConv2dBackwardFilter", "the gradient", grad, g.outputSize());
      dy0 = grad.offset();
      to = SliceArrays.array("localConv2dBackwardFilter", "the target", dw, weights());
      to0 = dw.offset();
      workers.run(g.outChannels() * g.inChannels(), localsFilter);
    }
  }

  private void localFilterPlane(int index, int worker) {
    int o = index / g.inChannels();
    int c = index % g.inChannels();
    for (int k = 0; k < g.kernelHeight(); k++) {
      for (int l = 0; l < g.kernelWidth(); l++) {
        for (int i = 0; i < outHeight; i++) {
          localFilterRow(o, c, k, l, i);
        }
      }
    }
  }

  /// The gradients of one row of weights: a sum over the batch.
  private void localFilterRow(int o, int c, int k, int l, int i) {
    int at = to0 + weightRow(o, c, k, l, i);
    if (!accumulate) {
      Arrays.fill(to, at, at + outWidth, 0f);
    }
    int r = inputRow(i, k);
    if (r < 0 || r >= g.inHeight()) {
      return;
    }
    int j = firstColumn(l);
    int count = endColumn(l) - j;
    int step = g.strideWidth();
    int column = j * step + l * g.dilationWidth() - g.padLeft();
    for (int b = 0; b < g.batch(); b++) {
      int row = ((b * g.inChannels() + c) * g.inHeight() + r) * g.inWidth() + column;
      int gradient = ((b * g.outChannels() + o) * outHeight + i) * outWidth + j;
      addProducts(dy, dy0 + gradient, x, x0 + row, step, to, at + j, count);
    }
  }
}
