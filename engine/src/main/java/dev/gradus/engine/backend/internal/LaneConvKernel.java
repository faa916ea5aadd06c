package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.ConvGeometry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Convolution and its gradients with the images of a batch in the lanes of vectors: whatever the
/// sizes of image, kernel and stride, no lane is empty, and only products that count are made. For
/// that, images are turned from [image][channel][row][column] to [group of
/// images][channel][row][column][image]. Tasks are positions of the result, or filters and patch
/// elements, so that every sum is made by one thread in one order.
final class LaneConvKernel {
  private static final int KC = 288;
  private static final int DIRECT_KC = 576;

  /// Positions that are summed at a time for a gradient of weights: a few filters stay in the
  /// cache.
  private static final int POSITIONS = 32;

  /// Positions of a task: their results for a tile of filters stay in the cache.
  private static final int FITTING = 64;

  private static final int X = 0;
  private static final int DY = 1;
  private static final int PANEL = 2;
  private static final int ROOM = 3;
  private static final int EDGE = 4;
  private static final int TABLE = 0;
  private static final int AT = 1;

  private final Workers workers;
  private final Arena arena;
  private final Workers.Task turns = this::turn;
  private final Workers.Task forwards = this::forward;
  private final Workers.Task datas = this::data;
  private final Workers.Task filters = this::filter;

  private ConvGeometry g = new ConvGeometry(0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
  private int imageGroups;
  private int patch;
  // what is turned
  private float[] from = new float[0];
  private int from0;
  private float[] turned = from;
  private int planes;
  private int height;
  private int width;
  private int top;
  private int left;
  private int step;
  private int rows;
  private int cols;
  // the images as turned: sizes with border, stride over them
  private float[] x = from;
  private int xRows;
  private int xCols;
  private int strideHeight;
  private int strideWidth;
  private float[] dy = from;
  private float[] panels = from;
  // the result
  private float[] y = from;
  private int y0;
  private float @Nullable [] bias;
  private int bias0;
  private Activation activation = Activation.IDENTITY;
  private boolean accumulate;
  private int blockRows;
  private int blocks;
  private int tapBlock;
  private int tapBlocks;

  LaneConvKernel(Workers workers) {
    this.workers = workers;
    this.arena = new Arena(workers.threads(), 5);
  }

  private void start(ConvGeometry geometry) {
    g = geometry;
    imageGroups = Lanes.chunks(g.batch(), NR);
    patch = g.inChannels() * g.kernelHeight() * g.kernelWidth();
  }

  /// y = f(conv(x, w) + bias).
  void forward(
      ConvGeometry geometry,
      float[] input,
      int inputAt,
      float[] weights,
      int weightsAt,
      float @Nullable [] biases,
      int biasAt,
      Activation f,
      float[] output,
      int outputAt) {
    start(geometry);
    turnInput(input, inputAt);
    fillTable();
    packForward(weights, weightsAt);
    y = output;
    y0 = outputAt;
    bias = biases;
    bias0 = biasAt;
    activation = f;
    accumulate = false;
    cut(g.outHeight(), g.outWidth());
    workers.run(imageGroups * blocks, forwards);
  }

  /// dx = the gradient of the input.
  void backwardData(
      ConvGeometry geometry,
      float[] gradient,
      int gradientAt,
      float[] weights,
      int weightsAt,
      float[] result,
      int resultAt,
      boolean add) {
    start(geometry);
    turnGradient(gradient, gradientAt);
    packData(weights, weightsAt);
    y = result;
    y0 = resultAt;
    accumulate = add;
    cut(g.inHeight(), g.inWidth());
    workers.run(imageGroups * blocks, datas);
  }

  /// dw = the gradient of the weights.
  void backwardFilter(
      ConvGeometry geometry,
      float[] input,
      int inputAt,
      float[] gradient,
      int gradientAt,
      float[] result,
      int resultAt,
      boolean add) {
    start(geometry);
    turnInput(input, inputAt);
    turnGradient(gradient, gradientAt);
    fillTable();
    fillPositions();
    y = result;
    y0 = resultAt;
    accumulate = add;
    int filterTiles = Lanes.chunks(g.outChannels(), LaneTile.FILTERS);
    int tapTiles = Lanes.chunks(patch, LaneTile.TAPS);
    int wanted = Math.min(tapTiles, Lanes.chunks(8 * workers.threads(), filterTiles));
    tapBlock = Lanes.chunks(tapTiles, wanted) * LaneTile.TAPS;
    tapBlocks = Lanes.chunks(patch, tapBlock);
    workers.run(filterTiles * tapBlocks, filters);
  }

  /// Rows of the result of a task: what fits the cache, and some tasks for every thread.
  private void cut(int of, int width) {
    int wanted = Math.min(of, Lanes.chunks(8 * workers.threads(), imageGroups));
    int fitting = Math.max(1, FITTING / Math.max(1, width));
    blockRows = Math.min(fitting, Lanes.chunks(of, wanted));
    blocks = Lanes.chunks(of, blockRows);
  }

  /// The images with their border, or of those for a single weight the pixels that it meets.
  private void turnInput(float[] input, int inputAt) {
    boolean single = g.kernelHeight() == 1 && g.kernelWidth() == 1;
    boolean sparse = single && g.strideHeight() == g.strideWidth();
    strideHeight = sparse ? 1 : g.strideHeight();
    strideWidth = sparse ? 1 : g.strideWidth();
    xRows = (g.outHeight() - 1) * strideHeight + (g.kernelHeight() - 1) * g.dilationHeight() + 1;
    xCols = (g.outWidth() - 1) * strideWidth + (g.kernelWidth() - 1) * g.dilationWidth() + 1;
    from = input;
    from0 = inputAt;
    planes = g.inChannels();
    height = g.inHeight();
    width = g.inWidth();
    top = -g.padTop();
    left = -g.padLeft();
    step = sparse ? g.strideHeight() : 1;
    rows = xRows;
    cols = xCols;
    x = arena.floats(0, X, imageGroups * planes * rows * cols * NR);
    turned = x;
    workers.run(imageGroups * planes, turns);
  }

  private void turnGradient(float[] gradient, int gradientAt) {
    from = gradient;
    from0 = gradientAt;
    planes = g.outChannels();
    height = g.outHeight();
    width = g.outWidth();
    top = 0;
    left = 0;
    step = 1;
    rows = height;
    cols = width;
    dy = arena.floats(0, DY, imageGroups * planes * rows * cols * NR);
    turned = dy;
    workers.run(imageGroups * planes, turns);
  }

  private void turn(int index, int worker) {
    int plane = index % planes;
    int first = index / planes * NR;
    int images = Math.min(NR, g.batch() - first);
    int to = index * rows * cols * NR;
    int imageStep = planes * height * width;
    int source = from0 + first * imageStep + plane * height * width;
    if (step == 1 && rows == height && cols == width && top == 0 && left == 0) {
      int pixels = rows * cols;
      for (int p = 0; p < pixels; p += POSITIONS) {
        int n = Math.min(POSITIONS, pixels - p);
        LaneTurn.in(from, source + p, imageStep, 1, images, n, turned, to + p * NR);
      }
      return;
    }
    for (int q = 0; q < rows; q++) {
      int u = q * step + top;
      int at = to + q * cols * NR;
      if (u < 0 || u >= height) {
        Arrays.fill(turned, at, at + cols * NR, 0f);
        continue;
      }
      int begin = Math.min(cols, left >= 0 ? 0 : Lanes.chunks(-left, step));
      int end = Math.max(begin, Math.min(cols, Lanes.chunks(Math.max(0, width - left), step)));
      Arrays.fill(turned, at, at + begin * NR, 0f);
      int row = source + u * width + begin * step + left;
      LaneTurn.in(from, row, imageStep, step, images, end - begin, turned, at + begin * NR);
      Arrays.fill(turned, at + end * NR, at + cols * NR, 0f);
    }
  }

  /// Where each element of a patch lies, from the patch's corner, and where its weights are.
  private void fillTable() {
    var table = arena.ints(0, TABLE, 3 * patch);
    int k = 0;
    for (int c = 0; c < g.inChannels(); c++) {
      for (int r = 0; r < g.kernelHeight(); r++) {
        int row = (c * xRows + r * g.dilationHeight()) * xCols;
        for (int s = 0; s < g.kernelWidth(); s++) {
          table[2 * k] = (row + s * g.dilationWidth()) * NR;
          table[2 * k + 1] = k * MR;
          table[2 * patch + k] = table[2 * k];
          k++;
        }
      }
    }
  }

  /// Weights [filter][element] to [tile of filters][element][filter].
  private void packForward(float[] w, int w0) {
    panels = arena.floats(0, PANEL, Lanes.chunks(g.outChannels(), MR) * MR * patch);
    for (int f = 0; f < g.outChannels(); f++) {
      int to = f / MR * MR * patch + f % MR;
      int at = w0 + f * patch;
      for (int k = 0; k < patch; k++) {
        panels[to + k * MR] = w[at + k];
      }
    }
  }

  private void forward(int index, int worker) {
    int block = index % blocks;
    int group = index / blocks;
    int firstRow = block * blockRows;
    int lines = Math.min(blockRows, g.outHeight() - firstRow);
    int positions = lines * g.outWidth();
    var room = arena.floats(worker, ROOM, MR * positions * NR);
    var edge = arena.floats(worker, EDGE, VL);
    var table = arena.ints(0, TABLE, 3 * patch);
    int area = g.outHeight() * g.outWidth();
    int ld = positions * NR;
    boolean one = g.strideHeight() == 1 && g.strideWidth() == 1 && g.outChannels() <= 4 * MR;
    int kMost = one ? DIRECT_KC : KC;
    for (int f = 0; f < g.outChannels(); f += MR) {
      int count = Math.min(MR, g.outChannels() - f);
      for (int k0 = 0; k0 < patch; k0 += kMost) {
        int kc = Math.min(kMost, patch - k0);
        int to = 0;
        for (int q = firstRow; q < firstRow + lines; q++) {
          int at = (group * g.inChannels() * xRows + q * strideHeight) * xCols * NR;
          for (int p = 0; p < g.outWidth(); p++) {
            LaneTile.rows(panels, f * patch, count, x, at, table, 2 * k0, kc, room, to, ld, k0 > 0);
            at += strideWidth * NR;
            to += NR;
          }
        }
      }
      for (int i = 0; i < count; i++) {
        float b = bias == null ? 0f : bias[bias0 + f + i];
        Epilogue.finish(room, i * ld, ld, b, activation, edge);
        out(room, i * ld, group, g.outChannels(), f + i, area, firstRow * g.outWidth(), positions);
      }
    }
  }

  /// Results of one plane back to images.
  private void out(
      float[] room, int at, int group, int of, int plane, int area, int first, int positions) {
    int images = Math.min(NR, g.batch() - group * NR);
    int to = y0 + (group * NR * of + plane) * area + first;
    LaneTurn.out(room, at, positions, y, to, of * area, images, accumulate);
  }

  /// Weights [filter][channel][tap] to [tile of channels][tap][filter][channel].
  private void packData(float[] w, int w0) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int k = g.outChannels() * taps;
    panels = arena.floats(0, PANEL, Lanes.chunks(g.inChannels(), MR) * MR * k);
    for (int f = 0; f < g.outChannels(); f++) {
      for (int c = 0; c < g.inChannels(); c++) {
        int to = c / MR * MR * k + c % MR + f * MR;
        int at = w0 + (f * g.inChannels() + c) * taps;
        for (int t = 0; t < taps; t++) {
          panels[to + t * g.outChannels() * MR] = w[at + t];
        }
      }
    }
  }

  private void data(int index, int worker) {
    int block = index % blocks;
    int group = index / blocks;
    int firstRow = block * blockRows;
    int lines = Math.min(blockRows, g.inHeight() - firstRow);
    int positions = lines * g.inWidth();
    int channels = g.inChannels();
    int k = g.outChannels() * g.kernelHeight() * g.kernelWidth();
    int tiles = Lanes.chunks(channels, MR);
    var room = arena.floats(worker, ROOM, tiles * MR * positions * NR);
    var table = arena.ints(worker, AT, 2 * k);
    int ld = positions * NR;
    int to = 0;
    int base = group * g.outChannels() * g.outHeight() * g.outWidth() * NR;
    boolean uniform = g.strideHeight() == 1 && g.strideWidth() == 1;
    int last = -1;
    int n = 0;
    for (int u = firstRow; u < firstRow + lines; u++) {
      for (int v = 0; v < g.inWidth(); v++) {
        int shift = uniform ? (u * g.outWidth() + v) * NR : 0;
        int kind = kind(u, v);
        if (!uniform || kind != last) {
          n = taps(u, v, table, shift);
          last = kind;
        }
        for (int t = 0; t < tiles; t++) {
          int at = t * MR * ld + to;
          int count = Math.min(MR, channels - t * MR);
          if (n == 0) {
            LaneTile.rows(panels, 0, count, dy, 0, table, 0, 0, room, at, ld, false);
          }
          for (int k0 = 0; k0 < n; k0 += KC) {
            int kc = Math.min(KC, n - k0);
            LaneTile.rows(
                panels,
                t * MR * k,
                count,
                dy,
                base + shift,
                table,
                2 * k0,
                kc,
                room,
                at,
                ld,
                k0 > 0);
          }
        }
        to += NR;
      }
    }
    int area = g.inHeight() * g.inWidth();
    for (int c = 0; c < channels; c++) {
      out(room, c * ld, group, channels, c, area, firstRow * g.inWidth(), positions);
    }
  }

  /// With stride 1, pixels of one kind meet the same weights: all but those near the border are of
  /// one kind in each direction.
  private int kind(int u, int v) {
    int spanHeight = (g.kernelHeight() - 1) * g.dilationHeight();
    int spanWidth = (g.kernelWidth() - 1) * g.dilationWidth();
    int i = near(u + g.padTop(), spanHeight, g.outHeight());
    return i * (2 * spanWidth + 2) + near(v + g.padLeft(), spanWidth, g.outWidth());
  }

  private static int near(int i, int span, int size) {
    return i < span ? i : span + Math.max(0, i - Math.max(span, size) + 1);
  }

  /// The products that make the gradient of pixel (u, v): where dy is, counted from `shift` on, and
  /// where the weights are.
  private int taps(int u, int v, int[] table, int shift) {
    int n = 0;
    int area = g.outHeight() * g.outWidth();
    int filters = g.outChannels();
    for (int r = 0; r < g.kernelHeight(); r++) {
      int i = u + g.padTop() - r * g.dilationHeight();
      if (i < 0 || i % g.strideHeight() != 0 || i / g.strideHeight() >= g.outHeight()) {
        continue;
      }
      for (int s = 0; s < g.kernelWidth(); s++) {
        int j = v + g.padLeft() - s * g.dilationWidth();
        if (j < 0 || j % g.strideWidth() != 0 || j / g.strideWidth() >= g.outWidth()) {
          continue;
        }
        int at = (i / g.strideHeight() * g.outWidth() + j / g.strideWidth()) * NR - shift;
        int weights = (r * g.kernelWidth() + s) * filters * MR;
        for (int f = 0; f < filters; f++) {
          table[2 * n] = at + f * area * NR;
          table[2 * n + 1] = weights + f * MR;
          n++;
        }
      }
    }
    return n;
  }

  /// Where in the turned images each vector of positions starts.
  private void fillPositions() {
    var at = arena.ints(0, AT, 2 * g.outHeight() * g.outWidth());
    int n = 0;
    for (int q = 0; q < g.outHeight(); q++) {
      for (int p = 0; p < g.outWidth(); p++) {
        at[n++] = (q * strideHeight * xCols + p * strideWidth) * NR;
        at[n] = at[n - 1] + VL;
        n++;
      }
    }
  }

  private void filter(int index, int worker) {
    int f = index / tapBlocks * LaneTile.FILTERS;
    int k0 = index % tapBlocks * tapBlock;
    int k1 = Math.min(patch, k0 + tapBlock);
    int count = Math.min(LaneTile.FILTERS, g.outChannels() - f);
    int tile = LaneTile.FILTERS * LaneTile.TAPS * VL;
    var sums = arena.floats(worker, ROOM, Lanes.chunks(tapBlock, LaneTile.TAPS) * tile);
    Arrays.fill(sums, 0, Lanes.chunks(k1 - k0, LaneTile.TAPS) * tile, 0f);
    var at = arena.ints(0, AT, 2 * g.outHeight() * g.outWidth());
    var table = arena.ints(0, TABLE, 3 * patch);
    int area = g.outHeight() * g.outWidth();
    int last = 2 * patch + k1 - 1;
    for (int group = 0; group < imageGroups; group++) {
      int images = group * g.inChannels() * xRows * xCols * NR;
      int gradients = (group * g.outChannels() + f) * area * NR;
      for (int p = 0; p < area; p += POSITIONS) {
        int n = 2 * Math.min(POSITIONS, area - p);
        int s = 0;
        for (int k = k0; k < k1; k += LaneTile.TAPS) {
          LaneTile.filter(
              x,
              images,
              table,
              2 * patch + k,
              last,
              at,
              2 * p,
              n,
              dy,
              gradients + p * NR,
              area * NR,
              count,
              sums,
              s);
          s += tile;
        }
      }
    }
    for (int i = 0; i < count; i++) {
      for (int k = k0; k < k1; k++) {
        int j = k - k0;
        int lane = j / LaneTile.TAPS * tile + (i * LaneTile.TAPS + j % LaneTile.TAPS) * VL;
        float s = 0;
        for (int v = 0; v < VL; v++) {
          s += sums[lane + v];
        }
        int to = y0 + (f + i) * patch + k;
        y[to] = accumulate ? y[to] + s : s;
      }
    }
  }
}
