package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.ChannelTurn.LANES;
import static dev.gradus.engine.backend.internal.Lanes.F;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.ConvGeometry;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Convolution and its gradient by the input where channels come in sixteens, kernels are three
/// wide and the stride is 1: image by image, turned so that a vector is sixteen channels of the
/// result at a pixel. A number of the image meets the three columns of the kernel in one go: a row
/// of sixteen results takes eighteen numbers and three vectors to load for forty-eight
/// multiply-adds. Every result is the same chain of multiply-adds wherever it lies. For vectors of
/// sixteen numbers.
final class BlockConvKernel implements Workers.Task {
  private static final int WIDTH = 3;
  private static final int TILE = 16;
  private static final int ROWS = 8;
  private static final int MANY = 8;

  private static final int IMAGE = 0;
  private static final int RESULT = 1;
  private static final int SQUARE = 2;
  private static final int WEIGHTS = 3;

  private final Workers workers;
  private final Arena arena;
  private float[] x = new float[0];
  private int x0;
  private float[] w = x;
  private float[] y = x;
  private int y0;
  private int inputs;
  private int outputs;
  private int height;
  private int width;
  private int outHeight;
  private int outWidth;
  private int kernelHeight;
  private int dilation;
  private int top;
  private int left;
  private int taskRows;
  private int tasks;
  private float @Nullable [] bias;
  private int bias0;
  private Activation activation = Activation.IDENTITY;
  private boolean accumulate;

  BlockConvKernel(Workers workers) {
    this.workers = workers;
    this.arena = new Arena(workers.threads(), 4);
  }

  /// Whether a geometry can be computed here.
  static boolean fits(ConvGeometry g) {
    return F.length() == LANES
        && g.groups() == 1
        && g.strideHeight() == 1
        && g.strideWidth() == 1
        && g.dilationWidth() == 1
        && g.kernelWidth() == WIDTH
        && g.batch() > 0
        && g.outHeight() > 0
        && g.outWidth() > 0
        && g.inChannels() > 0
        && g.inChannels() % LANES == 0
        && g.outChannels() % LANES == 0;
  }

  /// y = f(conv(x, w) + bias).
  void forward(
      ConvGeometry g,
      float[] input,
      int inputAt,
      float[] weights,
      int weightsAt,
      float @Nullable [] biases,
      int biasAt,
      Activation f,
      float[] output,
      int outputAt) {
    inputs = g.inChannels();
    outputs = g.outChannels();
    height = g.inHeight();
    width = g.inWidth();
    outHeight = g.outHeight();
    outWidth = g.outWidth();
    top = g.padTop();
    left = g.padLeft();
    bias = biases;
    bias0 = biasAt;
    activation = f;
    accumulate = false;
    pack(g, weights, weightsAt, false);
    run(g, input, inputAt, output, outputAt);
  }

  /// dx = the gradient of the input: a convolution of dy with the weights turned round.
  void backwardData(
      ConvGeometry g,
      float[] gradient,
      int gradientAt,
      float[] weights,
      int weightsAt,
      float[] result,
      int resultAt,
      boolean add) {
    inputs = g.outChannels();
    outputs = g.inChannels();
    height = g.outHeight();
    width = g.outWidth();
    outHeight = g.inHeight();
    outWidth = g.inWidth();
    top = (g.kernelHeight() - 1) * g.dilationHeight() - g.padTop();
    left = WIDTH - 1 - g.padLeft();
    bias = null;
    activation = Activation.IDENTITY;
    accumulate = add;
    pack(g, weights, weightsAt, true);
    run(g, gradient, gradientAt, result, resultAt);
  }

  private void run(ConvGeometry g, float[] input, int inputAt, float[] output, int outputAt) {
    x = input;
    x0 = inputAt;
    y = output;
    y0 = outputAt;
    dilation = g.dilationHeight();
    taskRows = g.batch() < MANY ? ROWS : outHeight;
    tasks = Lanes.chunks(outHeight, taskRows);
    workers.run(g.batch() * tasks, this);
  }

  /// Weights [out][in][row][column] to [block of outputs][block of
  /// inputs][row][input][column][output].
  private void pack(ConvGeometry g, float[] from, int at, boolean turned) {
    kernelHeight = g.kernelHeight();
    w = arena.floats(0, WEIGHTS, g.weightSize());
    int size = kernelHeight * WIDTH;
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        int source = at + (turned ? i * outputs + o : o * inputs + i) * size;
        int block = (o / LANES * inputs + i / LANES * LANES) * size * LANES;
        for (int s = 0; s < size; s++) {
          int tap = turned ? size - 1 - s : s;
          int row = (tap / WIDTH * LANES + i % LANES) * WIDTH + tap % WIDTH;
          w[block + row * LANES + o % LANES] = from[source + s];
        }
      }
    }
  }

  @Override
  public void run(int index, int worker) {
    int image = index / tasks;
    int first = index % tasks * taskRows;
    int rows = Math.min(taskRows, outHeight - first);
    int imageRows = rows + (kernelHeight - 1) * dilation;
    int cols = outWidth + WIDTH - 1;
    int block = imageRows * cols * LANES;
    // the last tile of a row may reach behind it
    int need = inputs / LANES * block + (TILE + WIDTH) * LANES;
    var t = arena.floats(worker, IMAGE, need);
    for (int i = 0; i < inputs; i += LANES) {
      int from = x0 + (image * inputs + i) * height * width;
      int to = i / LANES * block;
      ChannelTurn.bordered(x, from, height, width, t, to, top - first, left, imageRows, cols);
    }
    int across = Lanes.chunks(outWidth, TILE) * TILE;
    var r = arena.floats(worker, RESULT, rows * across * LANES);
    for (int o = 0; o < outputs; o += LANES) {
      int weights = o * inputs * kernelHeight * WIDTH;
      for (int row = 0; row < rows; row++) {
        for (int col = 0; col < outWidth; col += TILE) {
          int from = (row * cols + col) * LANES;
          int to = (row * across + col) * LANES;
          tile(t, from, block, dilation * cols * LANES, weights, r, to);
        }
      }
      int target = y0 + ((image * outputs + o) * outHeight + first) * outWidth;
      finish(r, rows, across, target, o, arena.floats(worker, SQUARE, TILE * LANES));
    }
  }

  private void tile(float[] t, int from, int block, int step, int weights, float[] r, int to) {
    int at = weights;
    int blocks = inputs / LANES;
    for (int b = 0; b < blocks; b++) {
      for (int ky = 0; ky < kernelHeight; ky++) {
        boolean add = b + ky > 0;
        tile(t, from + b * block + ky * step, w, at, r, to, add);
        at += LANES * WIDTH * LANES;
      }
    }
  }

  /// Turns sixteen channels back and gives them bias and activation.
  private void finish(float[] r, int rows, int across, int target, int channel, float[] square) {
    int plane = outHeight * outWidth;
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < outWidth; col += TILE) {
        ChannelTurn.row(r, (row * across + col) * LANES, LANES, TILE, square, 0);
        int to = target + row * outWidth + col;
        int n = Math.min(TILE, outWidth - col);
        if (n == TILE) {
          whole(square, to, plane);
        } else {
          part(square, to, plane, n);
        }
      }
    }
    if (bias != null || activation != Activation.IDENTITY) {
      for (int c = 0; c < LANES; c++) {
        float b = bias == null ? 0f : bias[bias0 + channel + c];
        Epilogue.finish(y, target + c * plane, rows * outWidth, b, activation, square);
      }
    }
  }

  private void whole(float[] square, int to, int plane) {
    for (int c = 0; c < LANES; c++) {
      var v = FloatVector.fromArray(F, square, c * LANES);
      int at = to + c * plane;
      if (accumulate) {
        v.add(FloatVector.fromArray(F, y, at)).intoArray(y, at);
      } else {
        v.intoArray(y, at);
      }
    }
  }

  private void part(float[] square, int to, int plane, int n) {
    for (int c = 0; c < LANES; c++) {
      int at = to + c * plane;
      for (int i = 0; i < n; i++) {
        float v = square[c * LANES + i];
        y[at + i] = accumulate ? y[at + i] + v : v;
      }
    }
  }

  // Calls nothing but methods of the vector classes; see GemmTile.
  private static void tile(float[] x, int from, float[] w, int w0, float[] c, int c0, boolean add) {
    var s0 = FloatVector.zero(F);
    var s1 = s0;
    var s2 = s0;
    var s3 = s0;
    var s4 = s0;
    var s5 = s0;
    var s6 = s0;
    var s7 = s0;
    var s8 = s0;
    var s9 = s0;
    var s10 = s0;
    var s11 = s0;
    var s12 = s0;
    var s13 = s0;
    var s14 = s0;
    var s15 = s0;
    if (add) {
      s0 = FloatVector.fromArray(F, c, c0 + 0 * LANES);
      s1 = FloatVector.fromArray(F, c, c0 + 1 * LANES);
      s2 = FloatVector.fromArray(F, c, c0 + 2 * LANES);
      s3 = FloatVector.fromArray(F, c, c0 + 3 * LANES);
      s4 = FloatVector.fromArray(F, c, c0 + 4 * LANES);
      s5 = FloatVector.fromArray(F, c, c0 + 5 * LANES);
      s6 = FloatVector.fromArray(F, c, c0 + 6 * LANES);
      s7 = FloatVector.fromArray(F, c, c0 + 7 * LANES);
      s8 = FloatVector.fromArray(F, c, c0 + 8 * LANES);
      s9 = FloatVector.fromArray(F, c, c0 + 9 * LANES);
      s10 = FloatVector.fromArray(F, c, c0 + 10 * LANES);
      s11 = FloatVector.fromArray(F, c, c0 + 11 * LANES);
      s12 = FloatVector.fromArray(F, c, c0 + 12 * LANES);
      s13 = FloatVector.fromArray(F, c, c0 + 13 * LANES);
      s14 = FloatVector.fromArray(F, c, c0 + 14 * LANES);
      s15 = FloatVector.fromArray(F, c, c0 + 15 * LANES);
    }
    for (int i = 0; i < LANES; i++) {
      int at = w0 + i * WIDTH * LANES;
      var u0 = FloatVector.fromArray(F, w, at);
      var u1 = FloatVector.fromArray(F, w, at + LANES);
      var u2 = FloatVector.fromArray(F, w, at + 2 * LANES);
      int q = from + i;
      var x0 = FloatVector.broadcast(F, x[q]);
      s0 = x0.fma(u0, s0);
      var x1 = FloatVector.broadcast(F, x[q + 1 * LANES]);
      s0 = x1.fma(u1, s0);
      s1 = x1.fma(u0, s1);
      var x2 = FloatVector.broadcast(F, x[q + 2 * LANES]);
      s0 = x2.fma(u2, s0);
      s1 = x2.fma(u1, s1);
      s2 = x2.fma(u0, s2);
      var x3 = FloatVector.broadcast(F, x[q + 3 * LANES]);
      s1 = x3.fma(u2, s1);
      s2 = x3.fma(u1, s2);
      s3 = x3.fma(u0, s3);
      var x4 = FloatVector.broadcast(F, x[q + 4 * LANES]);
      s2 = x4.fma(u2, s2);
      s3 = x4.fma(u1, s3);
      s4 = x4.fma(u0, s4);
      var x5 = FloatVector.broadcast(F, x[q + 5 * LANES]);
      s3 = x5.fma(u2, s3);
      s4 = x5.fma(u1, s4);
      s5 = x5.fma(u0, s5);
      var x6 = FloatVector.broadcast(F, x[q + 6 * LANES]);
      s4 = x6.fma(u2, s4);
      s5 = x6.fma(u1, s5);
      s6 = x6.fma(u0, s6);
      var x7 = FloatVector.broadcast(F, x[q + 7 * LANES]);
      s5 = x7.fma(u2, s5);
      s6 = x7.fma(u1, s6);
      s7 = x7.fma(u0, s7);
      var x8 = FloatVector.broadcast(F, x[q + 8 * LANES]);
      s6 = x8.fma(u2, s6);
      s7 = x8.fma(u1, s7);
      s8 = x8.fma(u0, s8);
      var x9 = FloatVector.broadcast(F, x[q + 9 * LANES]);
      s7 = x9.fma(u2, s7);
      s8 = x9.fma(u1, s8);
      s9 = x9.fma(u0, s9);
      var x10 = FloatVector.broadcast(F, x[q + 10 * LANES]);
      s8 = x10.fma(u2, s8);
      s9 = x10.fma(u1, s9);
      s10 = x10.fma(u0, s10);
      var x11 = FloatVector.broadcast(F, x[q + 11 * LANES]);
      s9 = x11.fma(u2, s9);
      s10 = x11.fma(u1, s10);
      s11 = x11.fma(u0, s11);
      var x12 = FloatVector.broadcast(F, x[q + 12 * LANES]);
      s10 = x12.fma(u2, s10);
      s11 = x12.fma(u1, s11);
      s12 = x12.fma(u0, s12);
      var x13 = FloatVector.broadcast(F, x[q + 13 * LANES]);
      s11 = x13.fma(u2, s11);
      s12 = x13.fma(u1, s12);
      s13 = x13.fma(u0, s13);
      var x14 = FloatVector.broadcast(F, x[q + 14 * LANES]);
      s12 = x14.fma(u2, s12);
      s13 = x14.fma(u1, s13);
      s14 = x14.fma(u0, s14);
      var x15 = FloatVector.broadcast(F, x[q + 15 * LANES]);
      s13 = x15.fma(u2, s13);
      s14 = x15.fma(u1, s14);
      s15 = x15.fma(u0, s15);
      var x16 = FloatVector.broadcast(F, x[q + 16 * LANES]);
      s14 = x16.fma(u2, s14);
      s15 = x16.fma(u1, s15);
      var x17 = FloatVector.broadcast(F, x[q + 17 * LANES]);
      s15 = x17.fma(u2, s15);
    }
    s0.intoArray(c, c0 + 0 * LANES);
    s1.intoArray(c, c0 + 1 * LANES);
    s2.intoArray(c, c0 + 2 * LANES);
    s3.intoArray(c, c0 + 3 * LANES);
    s4.intoArray(c, c0 + 4 * LANES);
    s5.intoArray(c, c0 + 5 * LANES);
    s6.intoArray(c, c0 + 6 * LANES);
    s7.intoArray(c, c0 + 7 * LANES);
    s8.intoArray(c, c0 + 8 * LANES);
    s9.intoArray(c, c0 + 9 * LANES);
    s10.intoArray(c, c0 + 10 * LANES);
    s11.intoArray(c, c0 + 11 * LANES);
    s12.intoArray(c, c0 + 12 * LANES);
    s13.intoArray(c, c0 + 13 * LANES);
    s14.intoArray(c, c0 + 14 * LANES);
    s15.intoArray(c, c0 + 15 * LANES);
  }
}
