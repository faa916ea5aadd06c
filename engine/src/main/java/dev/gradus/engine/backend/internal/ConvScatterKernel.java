package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.ConvGeometry;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// The gradient of a convolution's input where the result is much smaller than the input, through a
/// stride or a large kernel without border: the product of the transposed weights with dy gives for
/// every position the gradient of its patch, and the patches are added into the image. A task is
/// some channels of one image.
final class ConvScatterKernel {
  private static final int ROOM = 65_536;

  private static final int GRADIENT = 0;
  private static final int PATCHES = 1;
  private static final int WEIGHTS = 2;

  private final Workers workers;
  private final Arena arena;
  private final Workers.Task task = this::channels;
  private ConvGeometry g = new ConvGeometry(0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
  private float[] dy = new float[0];
  private float[] dx = dy;
  private float[] w = dy;
  private int dy0;
  private int dx0;
  private boolean accumulate;
  private int channels;
  private int filters;
  private int kernel;
  private int pixels;
  private int line;
  private int lineOfWeights;
  private int block;
  private int blocks;

  ConvScatterKernel(Workers workers) {
    this.workers = workers;
    this.arena = new Arena(workers.threads(), 3);
  }

  /// dx = the gradient of the input.
  void run(
      ConvGeometry geometry,
      float[] gradient,
      int gradientAt,
      float[] weights,
      int weightsAt,
      float[] result,
      int resultAt,
      boolean add) {
    g = geometry;
    dy = gradient;
    dy0 = gradientAt;
    dx = result;
    dx0 = resultAt;
    accumulate = add;
    channels = g.inChannels() / g.groups();
    filters = g.outChannels() / g.groups();
    kernel = g.kernelHeight() * g.kernelWidth();
    pixels = g.outHeight() * g.outWidth();
    line = Lanes.chunks(pixels, NR) * NR + VL;
    cut();
    copyWeights(weights, weightsAt);
    workers.run(g.batch() * g.groups() * blocks, task);
  }

  /// Channels of a task: what fits the cache, and some tasks for every thread of a small batch.
  private void cut() {
    int fitting = Math.max(1, ROOM / (kernel * line));
    int wanted = Lanes.chunks(8, Math.max(1, g.batch() * g.groups()));
    block = Math.max(1, Math.min(fitting, Lanes.chunks(channels, wanted)));
    blocks = Lanes.chunks(channels, block);
    block = Lanes.chunks(channels, blocks);
  }

  /// Rows of the weights with room behind them, so that whole tiles can be read.
  private void copyWeights(float[] weights, int at) {
    int patch = channels * kernel;
    lineOfWeights = patch + MR;
    w = arena.floats(0, WEIGHTS, g.outChannels() * lineOfWeights);
    for (int f = 0; f < g.outChannels(); f++) {
      System.arraycopy(weights, at + f * patch, w, f * lineOfWeights, patch);
      Arrays.fill(w, f * lineOfWeights + patch, (f + 1) * lineOfWeights, 0f);
    }
  }

  private void channels(int index, int worker) {
    int first = index % blocks * block;
    int image = index / blocks;
    int group = image % g.groups();
    int count = Math.min(block, channels - first);
    var d = arena.floats(worker, GRADIENT, filters * line);
    int from = dy0 + image * filters * pixels;
    for (int f = 0; f < filters; f++) {
      System.arraycopy(dy, from + f * pixels, d, f * line, pixels);
      Arrays.fill(d, f * line + pixels, (f + 1) * line, 0f);
    }
    int rows = count * kernel;
    var patches = arena.floats(worker, PATCHES, (rows + MR) * line);
    int weights = group * filters * lineOfWeights + first * kernel;
    for (int j = 0; j < pixels; j += NR) {
      for (int i = 0; i < rows; i += MR) {
        GemmTile.strided(
            w, weights + i, lineOfWeights, d, j, line, filters, patches, i * line + j, line, false);
      }
    }
    int area = g.inHeight() * g.inWidth();
    int to = dx0 + (image * channels + first) * area;
    if (!accumulate) {
      Arrays.fill(dx, to, to + count * area, 0f);
    }
    for (int c = 0; c < count; c++) {
      scatter(patches, c * kernel * line, to + c * area);
    }
  }

  private void scatter(float[] patches, int from, int plane) {
    for (int r = 0; r < g.kernelHeight(); r++) {
      int row = r * g.dilationHeight() - g.padTop();
      for (int s = 0; s < g.kernelWidth(); s++) {
        int col = s * g.dilationWidth() - g.padLeft();
        int step = g.strideWidth();
        // positions whose pixel lies in the image
        int first = col >= 0 ? 0 : Lanes.chunks(-col, step);
        int end = Math.min(g.outWidth(), Lanes.chunks(Math.max(0, g.inWidth() - col), step));
        int at = from + (r * g.kernelWidth() + s) * line + first;
        int to = plane + col + first * step;
        for (int i = 0; i < g.outHeight(); i++) {
          int u = i * g.strideHeight() + row;
          if (u >= 0 && u < g.inHeight()) {
            add(patches, at + i * g.outWidth(), dx, to + u * g.inWidth(), end - first, step);
          }
        }
      }
    }
  }

  /// Rows are short: what whole vectors leave goes four by four. No smaller vectors: with two
  /// classes of float vectors in its profile the compiler makes objects of them in other kernels.
  private static void add(float[] from, int at, float[] y, int to, int n, int step) {
    int i = 0;
    if (step == 1) {
      for (; i <= n - VL; i += VL) {
        FloatVector.fromArray(F, y, to + i)
            .add(FloatVector.fromArray(F, from, at + i))
            .intoArray(y, to + i);
      }
      for (; i <= n - 4; i += 4) {
        y[to + i] += from[at + i];
        y[to + i + 1] += from[at + i + 1];
        y[to + i + 2] += from[at + i + 2];
        y[to + i + 3] += from[at + i + 3];
      }
    }
    for (; i < n; i++) {
      y[to + i * step] += from[at + i];
    }
  }
}
