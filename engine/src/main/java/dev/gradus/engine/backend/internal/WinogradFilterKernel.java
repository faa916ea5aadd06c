package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.ConvGeometry;
import java.util.Arrays;

/// The gradient of 3 x 3 filters with stride 1 by Winograd's F(2x2, 3x3): see [WinogradTile].
/// Chunks of tiles are transformed, then multiplied point by point and added up over all chunks in
/// order; the sums are transformed at the end. How it is cut depends on the shape only.
final class WinogradFilterKernel {
  private static final int ROOM = 65_536;
  private static final int TASK_TILES = 32;
  private static final int TASK_FILTERS = 8 * MR;

  private static final int IMAGE = 0;
  private static final int PATCHES = 1;
  private static final int GRADIENTS = 2;
  private static final int SUMS = 3;
  private static final int EDGE = 4;

  private final Workers workers;
  private final Arena arena;
  private final Workers.Task transforms = this::transform;
  private final Workers.Task products = this::product;
  private final Workers.Task ends = this::end;
  private ConvGeometry g = new ConvGeometry(0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
  private float[] x = new float[0];
  private float[] dy = x;
  private float[] dw = x;
  private float[] v = x;
  private float[] z = x;
  private float[] sums = x;
  private int x0;
  private int dy0;
  private int dw0;
  private int tileRows;
  private int tileCols;
  private int taskRows;
  private int chunkRows;
  private int first;
  private int rows;
  private int stepX;
  private int stepY;
  private int pointX;
  private int pointY;
  private int pointS;
  private int lineS;
  private boolean accumulate;

  WinogradFilterKernel(Workers workers) {
    this.workers = workers;
    this.arena = new Arena(workers.threads(), 5);
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
    cut();
    int all = g.batch() * tileRows;
    int filterTasks = Lanes.chunks(g.outChannels(), TASK_FILTERS);
    if (all == 0) {
      Arrays.fill(sums, 0, WinogradTile.POINTS * pointS, 0f);
    }
    for (first = 0; first < all; first += chunkRows) {
      rows = Math.min(chunkRows, all - first);
      workers.run(Lanes.chunks(rows, taskRows), transforms);
      workers.run(WinogradTile.POINTS * filterTasks, products);
    }
    workers.run(Lanes.chunks(g.outChannels(), 4), ends);
  }

  private void cut() {
    tileRows = Lanes.chunks(g.outHeight(), 2);
    tileCols = Lanes.chunks(g.outWidth(), 2);
    stepX = Lanes.chunks(g.inChannels(), NR) * NR + VL;
    stepY = (Lanes.chunks(g.outChannels() + MR, VL) + 1) * VL;
    taskRows = Math.max(1, Math.min(tileRows, TASK_TILES / tileCols));
    int wanted = Math.max(64, ROOM / (stepX + stepY));
    chunkRows = Lanes.chunks(Math.max(1, wanted / tileCols), taskRows) * taskRows;
    int tiles = chunkRows * tileCols;
    pointX = tiles * stepX + VL;
    pointY = tiles * stepY + VL;
    lineS = Lanes.chunks(g.inChannels(), NR) * NR;
    pointS = Lanes.chunks(g.outChannels(), MR) * MR * lineS + VL;
    v = arena.floats(0, PATCHES, WinogradTile.POINTS * pointX);
    z = arena.floats(0, GRADIENTS, WinogradTile.POINTS * pointY);
    sums = arena.floats(0, SUMS, WinogradTile.POINTS * pointS);
  }

  /// Transforms some rows of tiles of the chunk; they may be of two images.
  private void transform(int index, int worker) {
    int from = index * taskRows;
    int to = Math.min(rows, from + taskRows);
    while (from < to) {
      int image = (first + from) / tileRows;
      int row = (first + from) % tileRows;
      int count = Math.min(to - from, tileRows - row);
      patches(image, row, count, from * tileCols, worker);
      gradients(image, row, count, from * tileCols, worker);
      from += count;
    }
  }

  private void patches(int image, int row, int count, int tile, int worker) {
    int cols = 2 * tileCols + 2;
    int lines = 2 * count + 2;
    var block = arena.floats(worker, IMAGE, lines * cols * stepX);
    int area = g.inHeight() * g.inWidth();
    ChannelsLast.read(
        x,
        x0 + image * g.inChannels() * area,
        g.inChannels(),
        g.inHeight(),
        g.inWidth(),
        2 * row - g.padTop(),
        -g.padLeft(),
        lines,
        cols,
        block,
        stepX);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < tileCols; j++) {
        int at = (2 * i * cols + 2 * j) * stepX;
        int to = (tile + i * tileCols + j) * stepX;
        WinogradTile.patch(block, at, stepX, cols * stepX, g.inChannels(), v, to, pointX);
      }
    }
  }

  private void gradients(int image, int row, int count, int tile, int worker) {
    int cols = 2 * tileCols;
    int lines = 2 * count;
    var block = arena.floats(worker, IMAGE, lines * cols * stepY);
    int area = g.outHeight() * g.outWidth();
    ChannelsLast.read(
        dy,
        dy0 + image * g.outChannels() * area,
        g.outChannels(),
        g.outHeight(),
        g.outWidth(),
        2 * row,
        0,
        lines,
        cols,
        block,
        stepY);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < tileCols; j++) {
        int at = (2 * i * cols + 2 * j) * stepY;
        int to = (tile + i * tileCols + j) * stepY;
        WinogradTile.gradients(block, at, stepY, cols * stepY, g.outChannels(), z, to, pointY);
      }
    }
  }

  /// The products of one point for some filters, summed over the chunk's tiles.
  private void product(int index, int worker) {
    int point = index % WinogradTile.POINTS;
    int f0 = index / WinogradTile.POINTS * TASK_FILTERS;
    int f1 = Math.min(g.outChannels(), f0 + TASK_FILTERS);
    int tiles = rows * tileCols;
    for (int c = 0; c < g.inChannels(); c += NR) {
      for (int f = f0; f < f1; f += MR) {
        GemmTile.strided(
            z,
            point * pointY + f,
            stepY,
            v,
            point * pointX + c,
            stepX,
            tiles,
            sums,
            point * pointS + f * lineS + c,
            lineS,
            first > 0);
      }
    }
  }

  private void end(int index, int worker) {
    var room = arena.floats(worker, EDGE, 21 * VL);
    int channels = g.inChannels();
    int last = Math.min(g.outChannels(), 4 * index + 4);
    for (int f = 4 * index; f < last; f++) {
      for (int c = 0; c < channels; c += VL) {
        WinogradTile.weights(sums, f * lineS + c, pointS, room);
        int count = Math.min(VL, channels - c);
        int to = dw0 + (f * channels + c) * 9;
        for (int i = 0; i < count; i++) {
          for (int s = 0; s < 9; s++) {
            int at = to + 9 * i + s;
            float value = room[s * VL + i];
            dw[at] = accumulate ? dw[at] + value : value;
          }
        }
      }
    }
  }
}
