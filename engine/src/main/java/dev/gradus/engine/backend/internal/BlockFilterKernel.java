package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.ChannelTurn.LANES;
import static dev.gradus.engine.backend.internal.Lanes.F;

import dev.gradus.engine.backend.ConvGeometry;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// The gradient of a convolution by its weights where channels come in sixteens, kernels are three
/// wide and the stride is 1: image by image, turned so that a vector is sixteen channels of dy at a
/// pixel. A channel of x at a pixel meets those at three pixels, one for each column of the kernel:
/// twenty-four sums in registers, eight numbers and three vectors to load. Chunks of the batch,
/// whose number depends on its size only, have a result of their own; these are added in order. For
/// vectors of sixteen numbers.
final class BlockFilterKernel {
  private static final int CHUNKS = 16;
  private static final int WIDTH = 3;
  private static final int HALF = LANES / 2;
  private static final int TILE = HALF * WIDTH * LANES;

  private static final int IMAGE = 0;
  private static final int GRADIENT = 1;
  private static final int PARTS = 2;

  private final Workers workers;
  private final Arena arena;
  private final Workers.Task products = this::product;
  private final Workers.Task sums = this::sum;
  private ConvGeometry g = new ConvGeometry(0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
  private float[] x = new float[0];
  private float[] dy = x;
  private float[] dw = x;
  private float[] parts = x;
  private int x0;
  private int dy0;
  private int dw0;
  private int chunkImages;
  private int chunks;
  private int rows;
  private int cols;
  private boolean accumulate;

  BlockFilterKernel(Workers workers) {
    this.workers = workers;
    this.arena = new Arena(workers.threads(), 3);
  }

  /// dw = the gradient of the weights.
  void run(
      ConvGeometry geometry,
      float[] input,
      int inputAt,
      float[] gradient,
      int gradientAt,
      float[] result,
      int resultAt,
      boolean add) {
    g = geometry;
    x = input;
    x0 = inputAt;
    dy = gradient;
    dy0 = gradientAt;
    dw = result;
    dw0 = resultAt;
    accumulate = add;
    rows = g.outHeight() + (g.kernelHeight() - 1) * g.dilationHeight();
    cols = g.outWidth() + WIDTH - 1;
    chunkImages = Lanes.chunks(g.batch(), CHUNKS);
    chunks = Lanes.chunks(g.batch(), chunkImages);
    parts = arena.floats(0, PARTS, chunks * g.weightSize());
    workers.run(chunks, products);
    workers.run(g.outChannels(), sums);
  }

  private void product(int chunk, int worker) {
    int size = g.weightSize();
    int inBlocks = g.inChannels() / LANES;
    var image = arena.floats(worker, IMAGE, inBlocks * rows * cols * LANES);
    var gradients = arena.floats(worker, GRADIENT, (g.outHeight() * cols + WIDTH - 1) * LANES);
    Arrays.fill(parts, chunk * size, (chunk + 1) * size, 0f);
    int last = Math.min(g.batch(), (chunk + 1) * chunkImages);
    for (int n = chunk * chunkImages; n < last; n++) {
      int plane = g.inHeight() * g.inWidth();
      for (int b = 0; b < inBlocks; b++) {
        ChannelTurn.bordered(
            x,
            x0 + (n * g.inChannels() + b * LANES) * plane,
            g.inHeight(),
            g.inWidth(),
            image,
            b * rows * cols * LANES,
            g.padTop(),
            g.padLeft(),
            rows,
            cols);
      }
      for (int o = 0; o < g.outChannels(); o += LANES) {
        turn(n * g.outChannels() + o, gradients);
        products(image, gradients, chunk * size + o * g.inChannels() * g.kernelHeight() * WIDTH);
      }
    }
  }

  /// Sixteen planes of dy, as wide as the image, so that all its pixels are one loop.
  private void turn(int plane, float[] gradients) {
    Arrays.fill(gradients, 0, (WIDTH - 1) * LANES, 0f);
    int height = g.outHeight();
    int width = g.outWidth();
    int from = dy0 + plane * height * width;
    int to = (WIDTH - 1) * LANES;
    ChannelTurn.bordered(dy, from, height, width, gradients, to, 0, 0, height, cols);
  }

  /// Adds to the parts of sixteen outputs: [row of the kernel][eight
  /// inputs][column][input][output].
  private void products(float[] image, float[] gradients, int to) {
    int at = to;
    for (int ky = 0; ky < g.kernelHeight(); ky++) {
      int from = ky * g.dilationHeight() * cols * LANES;
      for (int i = 0; i < g.inChannels(); i += HALF) {
        int start = i / LANES * rows * cols * LANES + i % LANES;
        tile(image, start + from, gradients, g.outHeight() * cols, parts, at);
        at += TILE;
      }
    }
  }

  /// Adds up the parts of an output: to [output][input][row][column].
  private void sum(int output, int worker) {
    int inputs = g.inChannels();
    int height = g.kernelHeight();
    int block = output / LANES * LANES * inputs * height * WIDTH + output % LANES;
    int to = dw0 + output * inputs * height * WIDTH;
    for (int i = 0; i < inputs; i++) {
      for (int ky = 0; ky < height; ky++) {
        int tile = block + (ky * inputs + i / HALF * HALF) * WIDTH * LANES + i % HALF * LANES;
        for (int kx = 0; kx < WIDTH; kx++) {
          int at = tile + kx * HALF * LANES;
          float s = parts[at];
          for (int c = 1; c < chunks; c++) {
            s += parts[c * g.weightSize() + at];
          }
          dw[to] = accumulate ? dw[to] + s : s;
          to++;
        }
      }
    }
  }

  // Calls nothing but methods of the vector classes; see GemmTile.
  static void tile(float[] x, int from, float[] dy, int n, float[] c, int c0) {
    var s0a = FloatVector.fromArray(F, c, c0 + 0 * LANES);
    var s0b = FloatVector.fromArray(F, c, c0 + 8 * LANES);
    var s0c = FloatVector.fromArray(F, c, c0 + 16 * LANES);
    var s1a = FloatVector.fromArray(F, c, c0 + 1 * LANES);
    var s1b = FloatVector.fromArray(F, c, c0 + 9 * LANES);
    var s1c = FloatVector.fromArray(F, c, c0 + 17 * LANES);
    var s2a = FloatVector.fromArray(F, c, c0 + 2 * LANES);
    var s2b = FloatVector.fromArray(F, c, c0 + 10 * LANES);
    var s2c = FloatVector.fromArray(F, c, c0 + 18 * LANES);
    var s3a = FloatVector.fromArray(F, c, c0 + 3 * LANES);
    var s3b = FloatVector.fromArray(F, c, c0 + 11 * LANES);
    var s3c = FloatVector.fromArray(F, c, c0 + 19 * LANES);
    var s4a = FloatVector.fromArray(F, c, c0 + 4 * LANES);
    var s4b = FloatVector.fromArray(F, c, c0 + 12 * LANES);
    var s4c = FloatVector.fromArray(F, c, c0 + 20 * LANES);
    var s5a = FloatVector.fromArray(F, c, c0 + 5 * LANES);
    var s5b = FloatVector.fromArray(F, c, c0 + 13 * LANES);
    var s5c = FloatVector.fromArray(F, c, c0 + 21 * LANES);
    var s6a = FloatVector.fromArray(F, c, c0 + 6 * LANES);
    var s6b = FloatVector.fromArray(F, c, c0 + 14 * LANES);
    var s6c = FloatVector.fromArray(F, c, c0 + 22 * LANES);
    var s7a = FloatVector.fromArray(F, c, c0 + 7 * LANES);
    var s7b = FloatVector.fromArray(F, c, c0 + 15 * LANES);
    var s7c = FloatVector.fromArray(F, c, c0 + 23 * LANES);
    for (int p = 0; p < n; p++) {
      int q = from + p * LANES;
      int r = p * LANES;
      var d2 = FloatVector.fromArray(F, dy, r);
      var d1 = FloatVector.fromArray(F, dy, r + LANES);
      var d0 = FloatVector.fromArray(F, dy, r + 2 * LANES);
      var x0 = FloatVector.broadcast(F, x[q]);
      s0a = x0.fma(d0, s0a);
      s0b = x0.fma(d1, s0b);
      s0c = x0.fma(d2, s0c);
      var x1 = FloatVector.broadcast(F, x[q + 1]);
      s1a = x1.fma(d0, s1a);
      s1b = x1.fma(d1, s1b);
      s1c = x1.fma(d2, s1c);
      var x2 = FloatVector.broadcast(F, x[q + 2]);
      s2a = x2.fma(d0, s2a);
      s2b = x2.fma(d1, s2b);
      s2c = x2.fma(d2, s2c);
      var x3 = FloatVector.broadcast(F, x[q + 3]);
      s3a = x3.fma(d0, s3a);
      s3b = x3.fma(d1, s3b);
      s3c = x3.fma(d2, s3c);
      var x4 = FloatVector.broadcast(F, x[q + 4]);
      s4a = x4.fma(d0, s4a);
      s4b = x4.fma(d1, s4b);
      s4c = x4.fma(d2, s4c);
      var x5 = FloatVector.broadcast(F, x[q + 5]);
      s5a = x5.fma(d0, s5a);
      s5b = x5.fma(d1, s5b);
      s5c = x5.fma(d2, s5c);
      var x6 = FloatVector.broadcast(F, x[q + 6]);
      s6a = x6.fma(d0, s6a);
      s6b = x6.fma(d1, s6b);
      s6c = x6.fma(d2, s6c);
      var x7 = FloatVector.broadcast(F, x[q + 7]);
      s7a = x7.fma(d0, s7a);
      s7b = x7.fma(d1, s7b);
      s7c = x7.fma(d2, s7c);
    }
    s0a.intoArray(c, c0 + 0 * LANES);
    s0b.intoArray(c, c0 + 8 * LANES);
    s0c.intoArray(c, c0 + 16 * LANES);
    s1a.intoArray(c, c0 + 1 * LANES);
    s1b.intoArray(c, c0 + 9 * LANES);
    s1c.intoArray(c, c0 + 17 * LANES);
    s2a.intoArray(c, c0 + 2 * LANES);
    s2b.intoArray(c, c0 + 10 * LANES);
    s2c.intoArray(c, c0 + 18 * LANES);
    s3a.intoArray(c, c0 + 3 * LANES);
    s3b.intoArray(c, c0 + 11 * LANES);
    s3c.intoArray(c, c0 + 19 * LANES);
    s4a.intoArray(c, c0 + 4 * LANES);
    s4b.intoArray(c, c0 + 12 * LANES);
    s4c.intoArray(c, c0 + 20 * LANES);
    s5a.intoArray(c, c0 + 5 * LANES);
    s5b.intoArray(c, c0 + 13 * LANES);
    s5c.intoArray(c, c0 + 21 * LANES);
    s6a.intoArray(c, c0 + 6 * LANES);
    s6b.intoArray(c, c0 + 14 * LANES);
    s6c.intoArray(c, c0 + 22 * LANES);
    s7a.intoArray(c, c0 + 7 * LANES);
    s7b.intoArray(c, c0 + 15 * LANES);
    s7c.intoArray(c, c0 + 23 * LANES);
  }
}
