package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.ConvGeometry;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Convolution and its gradient by the input, both as a product of the weights with patches of
/// zero-bordered images: read in place with stride 1 and few filters, else packed panel by panel.
/// The gradient by the input is a convolution of the spread-out dy with the flipped, transposed
/// weights.
public final class ConvKernel implements Workers.Task {
  private static final int KC = 288;
  private static final int DIRECT_KC = 576;

  private static final int IMAGE = 0;
  private static final int PACK = 1;
  private static final int EDGE = 2;
  private static final int WEIGHTS = 3;
  private static final int TABLE = 0;
  private static final int RUNS = 1;

  private final Workers workers;
  private final Arena arena;
  private final WinogradKernel winograd;
  private final ConvScatterKernel scatter;
  private final LaneConvKernel lanes;
  private final BlockConvKernel blocked;

  // the convolution that runs
  private float[] x = new float[0];
  private int x0;
  private int batch;
  private int groups;
  private int channels;
  private int height;
  private int width;
  private int spreadHeight;
  private int spreadWidth;
  private int top;
  private int left;
  private int kernelHeight;
  private int kernelWidth;
  private int strideHeight;
  private int strideWidth;
  private int dilationHeight;
  private int dilationWidth;
  private float[] w = x;
  private int w0;
  private int filters;
  private int outHeight;
  private int outWidth;
  private float @Nullable [] bias;
  private int bias0;
  private Activation activation = Activation.IDENTITY;
  private boolean accumulate;
  private boolean inPlace;
  private float[] y = x;
  private int y0;
  // how it is cut
  private int blockRows;
  private int blocks;
  private int imageRows;
  private int imageCols;

  /// For a team.
  public ConvKernel(Workers workers) {
    this.workers = workers;
    this.arena = new Arena(workers.threads(), 4);
    this.winograd = new WinogradKernel(workers);
    this.scatter = new ConvScatterKernel(workers);
    this.lanes = new LaneConvKernel(workers);
    this.blocked = new BlockConvKernel(workers);
  }

  /// y = f(conv(x, w) + bias).
  public void forward(
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
    if (ConvTable.blocked(g)) {
      blocked.forward(g, input, inputAt, weights, weightsAt, biases, biasAt, f, output, outputAt);
      return;
    }
    if (ConvTable.winograd(g)) {
      winograd.forward(g, input, inputAt, weights, weightsAt, biases, biasAt, f, output, outputAt);
      return;
    }
    if (ConvTable.lanes(g)) {
      lanes.forward(g, input, inputAt, weights, weightsAt, biases, biasAt, f, output, outputAt);
      return;
    }
    x = input;
    x0 = inputAt;
    batch = g.batch();
    groups = g.groups();
    channels = g.inChannels() / groups;
    height = g.inHeight();
    width = g.inWidth();
    spreadHeight = 1;
    spreadWidth = 1;
    top = -g.padTop();
    left = -g.padLeft();
    kernel(g);
    strideHeight = g.strideHeight();
    strideWidth = g.strideWidth();
    w = weights;
    w0 = weightsAt;
    filters = g.outChannels() / groups;
    outHeight = g.outHeight();
    outWidth = g.outWidth();
    bias = biases;
    bias0 = biasAt;
    activation = f;
    accumulate = false;
    inPlace = ConvTable.rowsInPlace(g);
    y = output;
    y0 = outputAt;
    start();
  }

  /// dx = the gradient of the input.
  public void backwardData(
      ConvGeometry g,
      float[] gradient,
      int gradientAt,
      float[] weights,
      int weightsAt,
      float[] result,
      int resultAt,
      boolean add) {
    if (ConvTable.blocked(g)) {
      blocked.backwardData(g, gradient, gradientAt, weights, weightsAt, result, resultAt, add);
      return;
    }
    if (ConvTable.winograd(g)) {
      winograd.backwardData(g, gradient, gradientAt, weights, weightsAt, result, resultAt, add);
      return;
    }
    if (ConvTable.lanesData(g)) {
      lanes.backwardData(g, gradient, gradientAt, weights, weightsAt, result, resultAt, add);
      return;
    }
    if (ConvTable.scatters(g)) {
      scatter.run(g, gradient, gradientAt, weights, weightsAt, result, resultAt, add);
      return;
    }
    x = gradient;
    x0 = gradientAt;
    batch = g.batch();
    groups = g.groups();
    channels = g.outChannels() / groups;
    height = g.outHeight();
    width = g.outWidth();
    spreadHeight = g.strideHeight();
    spreadWidth = g.strideWidth();
    kernel(g);
    top = g.padTop() - (kernelHeight - 1) * dilationHeight;
    left = g.padLeft() - (kernelWidth - 1) * dilationWidth;
    strideHeight = 1;
    strideWidth = 1;
    filters = g.inChannels() / groups;
    outHeight = g.inHeight();
    outWidth = g.inWidth();
    bias = null;
    activation = Activation.IDENTITY;
    accumulate = add;
    inPlace = ConvTable.dataInPlace(g);
    y = result;
    y0 = resultAt;
    w = arena.floats(0, WEIGHTS, g.weightSize());
    w0 = 0;
    flip(weights, weightsAt, w);
    start();
  }

  private void kernel(ConvGeometry g) {
    kernelHeight = g.kernelHeight();
    kernelWidth = g.kernelWidth();
    dilationHeight = g.dilationHeight();
    dilationWidth = g.dilationWidth();
  }

  /// Weights [group][out][in][kernel] to [group][in][out][reversed kernel].
  private void flip(float[] from, int at, float[] to) {
    int size = kernelHeight * kernelWidth;
    for (int g = 0; g < groups; g++) {
      for (int o = 0; o < channels; o++) {
        for (int i = 0; i < filters; i++) {
          int source = at + ((g * channels + o) * filters + i) * size;
          int target = ((g * filters + i) * channels + o) * size + size - 1;
          for (int s = 0; s < size; s++) {
            to[target - s] = from[source + s];
          }
        }
      }
    }
  }

  private void start() {
    if (batch == 0 || groups == 0 || filters == 0 || outHeight <= 0 || outWidth <= 0) {
      return;
    }
    // whole output rows are a task: enough tasks for all threads, and no more rows than needed
    int images = batch * groups;
    blocks = Math.max(1, Math.min(outHeight, Lanes.chunks(4 * workers.threads(), images)));
    blockRows = Lanes.chunks(outHeight, blocks);
    blocks = Lanes.chunks(outHeight, blockRows);
    imageRows = (blockRows - 1) * strideHeight + (kernelHeight - 1) * dilationHeight + 1;
    imageCols = (outWidth - 1) * strideWidth + (kernelWidth - 1) * dilationWidth + 1;
    fillTable();
    workers.run(images * blocks, this);
  }

  /// Where each element of a patch lies, from the patch's corner.
  private void fillTable() {
    var table = arena.ints(0, TABLE, channels * kernelHeight * kernelWidth);
    int k = 0;
    for (int c = 0; c < channels; c++) {
      for (int r = 0; r < kernelHeight; r++) {
        int row = (c * imageRows + r * dilationHeight) * imageCols;
        for (int s = 0; s < kernelWidth; s++) {
          table[k++] = row + s * dilationWidth;
        }
      }
    }
  }

  @Override
  public void run(int index, int worker) {
    int block = index % blocks;
    int image = index / blocks;
    int group = image % groups;
    int firstRow = block * blockRows;
    int pixels = Math.min(blockRows, outHeight - firstRow) * outWidth;
    var padded = arena.floats(worker, IMAGE, channels * imageRows * imageCols + 2 * NR);
    PaddedImage.copy(
        x,
        x0 + image * channels * height * width,
        channels,
        height,
        width,
        spreadHeight,
        spreadWidth,
        top + firstRow * strideHeight,
        left,
        imageRows,
        imageCols,
        padded,
        0);
    int area = outHeight * outWidth;
    int target = y0 + image * filters * area + firstRow * outWidth;
    int firstFilter = group * filters;
    // a packed panel pays when many filters use it
    if (inPlace) {
      direct(padded, pixels, firstFilter, target, area, worker);
      return;
    }
    multiply(padded, pixels, w0 + firstFilter * sum(), target, area, worker);
    if (bias != null || activation != Activation.IDENTITY) {
      var room = arena.floats(worker, EDGE, MR * NR);
      for (int f = 0; f < filters; f++) {
        float b = biasOf(firstFilter + f);
        Epilogue.finish(y, target + f * area, pixels, b, activation, room);
      }
    }
  }

  private float biasOf(int filter) {
    return bias == null ? 0f : bias[bias0 + filter];
  }

  /// With stride 1 the positions of a block follow each other in the zero-bordered image: those of
  /// a row, then as many that belong to no pixel as the border is wide. All are computed, into
  /// working memory, and the pixels copied from there.
  private void direct(
      float[] padded, int pixels, int firstFilter, int target, int area, int worker) {
    int k = sum();
    int rows = pixels / outWidth;
    int positions = (rows - 1) * imageCols + outWidth;
    int panels = Lanes.chunks(positions, NR);
    int ld = panels * NR;
    var table = arena.ints(0, TABLE, k);
    var room = arena.floats(worker, PACK, MR * ld);
    var edge = arena.floats(worker, EDGE, MR * NR);
    for (int f = 0; f < filters; f += MR) {
      int count = Math.min(MR, filters - f);
      int from = w0 + (firstFilter + f) * k;
      if (k == 0) {
        java.util.Arrays.fill(room, 0, MR * ld, 0f);
      }
      for (int p0 = 0; p0 < k; p0 += DIRECT_KC) {
        int kc = Math.min(DIRECT_KC, k - p0);
        for (int j = 0; j < ld; j += NR) {
          ConvTile.rows(w, from + p0, k, count, padded, j, table, p0, kc, room, j, ld, p0 > 0);
        }
      }
      for (int i = 0; i < count; i++) {
        int to = target + (f + i) * area;
        if (accumulate) {
          addRows(room, i * ld, imageCols, y, to, outWidth, rows);
        } else {
          copyRows(room, i * ld, imageCols, y, to, outWidth, rows);
          Epilogue.finish(y, to, pixels, biasOf(firstFilter + f + i), activation, edge);
        }
      }
    }
  }

  private static void addRows(
      float[] from, int at, int step, float[] to, int into, int width, int rows) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j++) {
        to[into + r * width + j] += from[at + r * step + j];
      }
    }
  }

  /// Whole vectors where they fit: what one row writes too much is overwritten by the next.
  private static void copyRows(
      float[] from, int at, int step, float[] to, int into, int width, int rows) {
    int end = into + rows * width;
    for (int r = 0; r < rows; r++) {
      int source = at + r * step;
      int target = into + r * width;
      int j = 0;
      for (; j < width && target + j + VL <= end; j += VL) {
        FloatVector.fromArray(F, from, source + j).intoArray(to, target + j);
      }
      for (; j < width; j++) {
        to[target + j] = from[source + j];
      }
    }
  }

  private int sum() {
    return channels * kernelHeight * kernelWidth;
  }

  private void multiply(float[] padded, int pixels, int weights, int target, int area, int worker) {
    int k = sum();
    var table = arena.ints(0, TABLE, k);
    var runs = arena.ints(worker, RUNS, 3 * NR);
    var edge = arena.floats(worker, EDGE, MR * NR);
    var panel = arena.floats(worker, PACK, NR * Math.min(k, KC) + 2 * NR);
    if (k == 0 && !accumulate) {
      for (int f = 0; f < filters; f++) {
        java.util.Arrays.fill(y, target + f * area, target + f * area + pixels, 0f);
      }
    }
    for (int p0 = 0; p0 < k; p0 += KC) {
      int kc = Math.min(KC, k - p0);
      boolean add = accumulate || p0 > 0;
      for (int j = 0; j < pixels; j += NR) {
        int cols = Math.min(NR, pixels - j);
        pack(padded, table, p0, kc, j, cols, runs, panel);
        for (int f = 0; f < filters; f += MR) {
          GemmTile.rows(
              w,
              weights + f * k + p0,
              k,
              Math.min(MR, filters - f),
              panel,
              0,
              kc,
              y,
              target + f * area + j,
              area,
              cols,
              add,
              edge);
        }
      }
    }
  }

  /// Packs `cols` neighbouring output pixels from `j` on: for each patch element the pixels'
  /// values.
  private void pack(
      float[] padded, int[] table, int p0, int kc, int j, int cols, int[] runs, float[] panel) {
    int count = 0;
    for (int at = 0; at < cols; ) {
      int row = (j + at) / outWidth;
      int col = (j + at) % outWidth;
      int length = Math.min(cols - at, outWidth - col);
      runs[3 * count] = at;
      runs[3 * count + 1] = row * strideHeight * imageCols + col * strideWidth;
      runs[3 * count + 2] = length;
      count++;
      at += length;
    }
    if (strideWidth != 1) {
      packStrided(padded, table, p0, kc, runs, count, panel);
    } else if (count == 1 && cols == NR) {
      int from = runs[1];
      for (int p = 0; p < kc; p++) {
        int source = from + table[p0 + p];
        FloatVector.fromArray(F, padded, source).intoArray(panel, p * NR);
        FloatVector.fromArray(F, padded, source + VL).intoArray(panel, p * NR + VL);
      }
    } else {
      packRuns(padded, table, p0, kc, runs, count, panel);
    }
  }

  /// Whole vectors: what one run writes too much is overwritten by the next.
  private static void packRuns(
      float[] padded, int[] table, int p0, int kc, int[] runs, int count, float[] panel) {
    for (int p = 0; p < kc; p++) {
      int shift = table[p0 + p];
      int to = p * NR;
      for (int r = 0; r < count; r++) {
        int source = runs[3 * r + 1] + shift;
        int target = to + runs[3 * r];
        FloatVector.fromArray(F, padded, source).intoArray(panel, target);
        if (runs[3 * r + 2] > VL) {
          FloatVector.fromArray(F, padded, source + VL).intoArray(panel, target + VL);
        }
      }
    }
  }

  private void packStrided(
      float[] padded, int[] table, int p0, int kc, int[] runs, int count, float[] panel) {
    for (int p = 0; p < kc; p++) {
      int shift = table[p0 + p];
      for (int r = 0; r < count; r++) {
        int source = runs[3 * r + 1] + shift;
        int target = p * NR + runs[3 * r];
        int length = runs[3 * r + 2];
        for (int i = 0; i < length; i++) {
          panel[target + i] = padded[source + i * strideWidth];
        }
      }
    }
  }
}
