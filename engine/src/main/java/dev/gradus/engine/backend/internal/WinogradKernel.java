package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.ConvGeometry;
import org.jspecify.annotations.Nullable;

/// Convolution with 3 x 3 filters and stride 1, and its gradient by the input, by Winograd's F(2x2,
/// 3x3): see [WinogradTile]. A task is some rows of tiles: their patches transformed, 16 products
/// with the transformed filters, the results transformed back.
final class WinogradKernel {
  private static final int KC = 256;

  private static final int IMAGE = 0;
  private static final int PATCHES = 1;
  private static final int PRODUCTS = 2;
  private static final int EDGE = 3;
  private static final int FILTERS = 4;

  private final Workers workers;
  private final Arena arena;
  private final Workers.Task filterTask = this::filterPanel;
  private final Workers.Task tileTask = this::tiles;
  private float[] x = new float[0];
  private float[] w = x;
  private float[] y = x;
  private float[] u = x;
  private float @Nullable [] bias;
  private int x0;
  private int w0;
  private int y0;
  private int bias0;
  private int batch;
  private int channels;
  private int height;
  private int width;
  private int filters;
  private int outHeight;
  private int outWidth;
  private int top;
  private int left;
  private boolean flipped;
  private boolean accumulate;
  private Activation activation = Activation.IDENTITY;
  // how it is cut
  private int tileRows;
  private int tileCols;
  private int blockRows;

  WinogradKernel(Workers workers) {
    this.workers = workers;
    this.arena = new Arena(workers.threads(), 5);
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
    x = input;
    x0 = inputAt;
    channels = g.inChannels();
    height = g.inHeight();
    width = g.inWidth();
    filters = g.outChannels();
    outHeight = g.outHeight();
    outWidth = g.outWidth();
    top = -g.padTop();
    left = -g.padLeft();
    flipped = false;
    bias = biases;
    bias0 = biasAt;
    activation = f;
    accumulate = false;
    y = output;
    y0 = outputAt;
    start(g, weights, weightsAt);
  }

  /// dx = the gradient of the input: the convolution of dy with the turned filters.
  void backwardData(
      ConvGeometry g,
      float[] gradient,
      int gradientAt,
      float[] weights,
      int weightsAt,
      float[] result,
      int resultAt,
      boolean add) {
    x = gradient;
    x0 = gradientAt;
    channels = g.outChannels();
    height = g.outHeight();
    width = g.outWidth();
    filters = g.inChannels();
    outHeight = g.inHeight();
    outWidth = g.inWidth();
    top = g.padTop() - 2;
    left = g.padLeft() - 2;
    flipped = true;
    bias = null;
    activation = Activation.IDENTITY;
    accumulate = add;
    y = result;
    y0 = resultAt;
    start(g, weights, weightsAt);
  }

  private void start(ConvGeometry g, float[] weights, int weightsAt) {
    batch = g.batch();
    w = weights;
    w0 = weightsAt;
    tileRows = Lanes.chunks(outHeight, 2);
    tileCols = Lanes.chunks(outWidth, 2);
    // as many tiles as fit the caches, but some tasks for every thread
    int wanted = Math.max(MR, Math.min(64, 32_768 / (channels + filters)));
    blockRows = Math.max(1, Math.min(tileRows, wanted / tileCols));
    blockRows = Lanes.chunks(tileRows, Lanes.chunks(tileRows, blockRows));
    u = arena.floats(0, FILTERS, WinogradTile.POINTS * pointOfFilters());
    workers.run(panels(), filterTask);
    workers.run(batch * Lanes.chunks(tileRows, blockRows), tileTask);
  }

  private int panels() {
    return Lanes.chunks(filters, NR);
  }

  private int pointOfFilters() {
    return panels() * channels * NR;
  }

  /// The transformed weights of [Lanes#NR] filters: for every point and channel one row of them.
  private void filterPanel(int panel, int worker) {
    var room = arena.floats(worker, EDGE, 21 * NR);
    int first = panel * NR;
    int count = Math.min(NR, filters - first);
    java.util.Arrays.fill(room, 0, 9 * NR, 0f);
    // weights are [out][in][9]; turned, the filters are the ins
    int ofFilter = flipped ? 9 : 9 * channels;
    int ofChannel = flipped ? 9 * filters : 9;
    for (int c = 0; c < channels; c++) {
      int from = w0 + first * ofFilter + c * ofChannel;
      for (int f = 0; f < count; f++) {
        int at = from + f * ofFilter;
        for (int s = 0; s < 9; s++) {
          room[s * NR + f] = w[at + (flipped ? 8 - s : s)];
        }
      }
      WinogradTile.filters(room, 0, u, (panel * channels + c) * NR, pointOfFilters());
    }
  }

  /// A distance of neighbouring tiles that keeps them off each other's cache lines.
  private static int apart(int n) {
    return Lanes.chunks(n, NR) * NR + VL;
  }

  private void tiles(int index, int worker) {
    int blocks = Lanes.chunks(tileRows, blockRows);
    int image = index / blocks;
    int first = index % blocks * blockRows;
    int rows = Math.min(blockRows, tileRows - first);
    int count = rows * tileCols;
    int whole = Lanes.chunks(count, MR) * MR;
    int step = apart(channels);
    int point = whole * step + VL;
    var v = arena.floats(worker, PATCHES, WinogradTile.POINTS * point);
    patches(image, first, rows, v, step, point, worker);
    int outStep = apart(filters);
    int outPoint = whole * outStep + VL;
    var m = arena.floats(worker, PRODUCTS, WinogradTile.POINTS * outPoint);
    multiply(v, step, point, whole, m, outStep, outPoint, worker);
    results(m, outStep, outPoint, image, first, rows, worker);
  }

  private void patches(int image, int first, int rows, float[] v, int step, int point, int worker) {
    int cols = 2 * tileCols + 2;
    int lines = 2 * rows + 2;
    var block = arena.floats(worker, IMAGE, lines * cols * step);
    int from = x0 + image * channels * height * width;
    ChannelsLast.read(
        x, from, channels, height, width, top + 2 * first, left, lines, cols, block, step);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < tileCols; j++) {
        int at = (2 * i * cols + 2 * j) * step;
        int to = (i * tileCols + j) * step;
        WinogradTile.patch(block, at, step, cols * step, channels, v, to, point);
      }
    }
  }

  private void multiply(
      float[] v, int step, int point, int whole, float[] m, int outStep, int outPoint, int worker) {
    var edge = arena.floats(worker, EDGE, Math.max(21, MR) * NR);
    int panels = panels();
    for (int s = 0; s < WinogradTile.POINTS; s++) {
      for (int j = 0; j < panels; j++) {
        int panel = s * pointOfFilters() + j * channels * NR;
        for (int k = 0; k < channels; k += KC) {
          int kc = Math.min(KC, channels - k);
          for (int i = 0; i < whole; i += MR) {
            GemmTile.rows(
                v,
                s * point + i * step + k,
                step,
                MR,
                u,
                panel + k * NR,
                kc,
                m,
                s * outPoint + i * outStep + j * NR,
                outStep,
                NR,
                k > 0,
                edge);
          }
        }
      }
    }
  }

  private void results(float[] m, int step, int point, int image, int first, int rows, int worker) {
    int line = 2 * tileCols * step;
    var block = arena.floats(worker, IMAGE, 2 * rows * line);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < tileCols; j++) {
        int at = (i * tileCols + j) * step;
        int to = 2 * i * line + 2 * j * step;
        WinogradTile.results(m, at, point, filters, block, to, step, line);
      }
    }
    int area = outHeight * outWidth;
    int target = y0 + image * filters * area + 2 * first * outWidth;
    int lines = Math.min(2 * rows, outHeight - 2 * first);
    for (int q = 0; q < lines; q++) {
      ChannelsLast.write(
          block, q * line, step, outWidth, y, target + q * outWidth, filters, area, accumulate);
    }
    if (bias != null || activation != Activation.IDENTITY) {
      var room = arena.floats(worker, EDGE, 21 * NR);
      for (int f = 0; f < filters; f++) {
        float b = bias == null ? 0f : bias[bias0 + f];
        Epilogue.finish(y, target + f * area, lines * outWidth, b, activation, room);
      }
    }
  }
}
