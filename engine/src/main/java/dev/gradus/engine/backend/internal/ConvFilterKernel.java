package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.ConvGeometry;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// The gradient of a convolution by its weights: for each image the product of dy [filters, pixels]
/// with the patches [pixels, patch], summed over the batch. Tasks are columns of the patch and
/// chunks of the batch; the chunks, whose number depends on the shape only, are added in order.
public final class ConvFilterKernel {
  private static final int NC = 192;
  private static final int CHUNKS = 16;
  private static final int GRAIN = 2048;
  private static final int MANY = 400_000;
  private static final int CACHED = 8_000;

  private static final int IMAGE = 0;
  private static final int PACK = 1;
  private static final int EDGE = 2;
  private static final int PARTS = 3;
  private static final int LANES = 4;
  private static final int TABLE = 0;
  private static final int RUNS = 1;

  private final Workers workers;
  private final Arena arena;
  private final WinogradFilterKernel winograd;
  private final LaneConvKernel lanes;
  private final BlockFilterKernel blocked;
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
  private int columnBlock;
  private int columnBlocks;
  private int imageRows;
  private int imageCols;
  private boolean accumulate;
  private boolean direct;

  /// For a team.
  public ConvFilterKernel(Workers workers) {
    this.workers = workers;
    this.arena = new Arena(workers.threads(), 5);
    this.winograd = new WinogradFilterKernel(workers);
    this.lanes = new LaneConvKernel(workers);
    this.blocked = new BlockFilterKernel(workers);
  }

  /// dw = the gradient of the weights.
  public void run(
      ConvGeometry geometry,
      float[] input,
      int inputAt,
      float[] gradient,
      int gradientAt,
      float[] result,
      int resultAt,
      boolean add) {
    if (ConvTable.blockedFilter(geometry)) {
      blocked.run(geometry, input, inputAt, gradient, gradientAt, result, resultAt, add);
      return;
    }
    if (ConvTable.winogradFilter(geometry)) {
      winograd.run(geometry, input, inputAt, gradient, gradientAt, result, resultAt, add);
      return;
    }
    if (ConvTable.lanesFilter(geometry)) {
      lanes.backwardFilter(geometry, input, inputAt, gradient, gradientAt, result, resultAt, add);
      return;
    }
    g = geometry;
    x = input;
    x0 = inputAt;
    dy = gradient;
    dy0 = gradientAt;
    dw = result;
    dw0 = resultAt;
    accumulate = add;
    int size = g.weightSize();
    if (size == 0) {
      return;
    }
    imageRows =
        (g.outHeight() - 1) * g.strideHeight() + (g.kernelHeight() - 1) * g.dilationHeight() + 1;
    imageCols =
        (g.outWidth() - 1) * g.strideWidth() + (g.kernelWidth() - 1) * g.dilationWidth() + 1;
    // a packed panel pays when many filters use it
    direct = ConvTable.filterInPlace(g);
    if (direct) {
      cutDirect(size);
    } else {
      cutPacked();
    }
    parts = arena.floats(0, PARTS, chunks * size);
    fillTable();
    workers.run(chunks * g.groups() * columnBlocks, products);
    workers.run(Lanes.chunks(size, GRAIN), sums);
  }

  /// Chunks of the batch read x and dy once, but each has a result of its own.
  private void cutDirect(int size) {
    int wanted = Math.max(1, Math.min(CHUNKS, MANY / size));
    chunkImages = Math.max(1, Lanes.chunks(g.batch(), wanted));
    chunks = Math.max(1, Lanes.chunks(g.batch(), chunkImages));
    int blocks = Math.max(1, CHUNKS / (chunks * g.groups()));
    columnBlock = Math.max(16, Lanes.chunks(Lanes.chunks(patch(), blocks), 4) * 4);
    columnBlocks = Lanes.chunks(patch(), columnBlock);
  }

  /// Blocks of columns are free; a chunk of the batch costs a copy of the result.
  private void cutPacked() {
    int panels = Lanes.chunks(patch(), NR);
    int wanted = Math.max(1, Math.min(CHUNKS, CHUNKS / (panels * g.groups())));
    chunkImages = Math.max(1, Lanes.chunks(g.batch(), wanted));
    chunks = Math.max(1, Lanes.chunks(g.batch(), chunkImages));
    columnBlock = NR * Math.max(1, panels * g.groups() / CHUNKS);
    columnBlocks = Lanes.chunks(patch(), columnBlock);
  }

  private int patch() {
    return g.inChannels() / g.groups() * g.kernelHeight() * g.kernelWidth();
  }

  private void fillTable() {
    var table = arena.ints(0, TABLE, patch());
    int k = 0;
    for (int c = 0; c < g.inChannels() / g.groups(); c++) {
      for (int r = 0; r < g.kernelHeight(); r++) {
        int row = (c * imageRows + r * g.dilationHeight()) * imageCols;
        for (int s = 0; s < g.kernelWidth(); s++) {
          table[k++] = row + s * g.dilationWidth();
        }
      }
    }
  }

  private void product(int index, int worker) {
    int block = index % columnBlocks;
    int rest = index / columnBlocks;
    int group = rest % g.groups();
    int chunk = rest / g.groups();
    int k0 = block * columnBlock;
    int k1 = Math.min(patch(), k0 + columnBlock);
    int filters = g.outChannels() / g.groups();
    int at = chunk * g.weightSize() + group * filters * patch();
    int to = Math.min(g.batch(), (chunk + 1) * chunkImages);
    if (direct) {
      direct(chunk * chunkImages, to, group, k0, k1, at, worker);
      return;
    }
    for (int f = 0; f < filters; f++) {
      Arrays.fill(parts, at + f * patch() + k0, at + f * patch() + k1, 0f);
    }
    for (int image = chunk * chunkImages; image < to; image++) {
      image(image, group, k0, k1, at, worker);
    }
  }

  /// With stride 1: some images at a time, x with its border and dy with zeros behind every row, so
  /// that positions in both follow each other.
  private void direct(int from, int to, int group, int k0, int k1, int into, int worker) {
    int kernel = g.kernelHeight() * g.kernelWidth();
    int firstChannel = k0 / kernel;
    int count = (k1 - 1) / kernel + 1 - firstChannel;
    int filters = g.outChannels() / g.groups();
    int n = Lanes.chunks((g.outHeight() - 1) * imageCols + g.outWidth(), VL) * VL;
    int shift = firstChannel * imageRows * imageCols;
    int xStep = count * imageRows * imageCols;
    int together = Math.max(1, Math.min(to - from, CACHED / (xStep + filters * n)));
    int dyStep = together * n;
    var padded = arena.floats(worker, IMAGE, together * xStep + 2 * NR);
    var spread = arena.floats(worker, PACK, filters * dyStep);
    int taps = Lanes.chunks(k1 - k0, ConvFilterTile.TAPS) * ConvFilterTile.TAPS;
    int rows = Lanes.chunks(filters, ConvFilterTile.FILTERS) * ConvFilterTile.FILTERS;
    var lanes = arena.floats(worker, LANES, rows * taps * VL);
    Arrays.fill(lanes, 0, rows * taps * VL, 0f);
    var table = arena.ints(0, TABLE, patch());
    var at = arena.ints(worker, RUNS, Math.max(2 * NR, dyStep / VL));
    for (int p = 0; p < dyStep / VL; p++) {
      at[p] = p * VL / n * xStep + p * VL % n;
    }
    for (int i0 = from; i0 < to; i0 += together) {
      int images = Math.min(together, to - i0);
      for (int i = 0; i < images; i++) {
        padImage(i0 + i, group, firstChannel, count, padded, i * xStep);
        spreadGradient(i0 + i, group, n, spread, i * n, dyStep);
      }
      // read by the last positions and multiplied by 0: it must be a number
      Arrays.fill(padded, images * xStep, images * xStep + 2 * NR, 0f);
      for (int f = 0; f < filters; f += ConvFilterTile.FILTERS) {
        int real = Math.min(ConvFilterTile.FILTERS, filters - f);
        for (int k = k0; k < k1; k += ConvFilterTile.TAPS) {
          int sums = (f * taps + k - k0) * VL;
          ConvFilterTile.add(
              padded,
              table,
              shift,
              k,
              k1 - 1,
              at,
              images * n / VL,
              spread,
              f * dyStep,
              dyStep,
              real,
              lanes,
              sums,
              taps);
        }
      }
    }
    for (int f = 0; f < filters; f++) {
      for (int k = k0; k < k1; k++) {
        int lane = (f * taps + k - k0) * VL;
        float s = 0;
        for (int i = 0; i < VL; i++) {
          s += lanes[lane + i];
        }
        parts[into + f * patch() + k] = s;
      }
    }
  }

  /// dy of one image, its rows as far apart as those of x with its border, zeros between.
  private void spreadGradient(int image, int group, int n, float[] t, int to, int step) {
    int filters = g.outChannels() / g.groups();
    int width = g.outWidth();
    int from = dy0 + (image * g.groups() + group) * filters * g.outHeight() * width;
    for (int f = 0; f < filters; f++) {
      int at = to + f * step;
      int last = at + n;
      for (int r = 0; r < g.outHeight(); r++) {
        System.arraycopy(dy, from, t, at, width);
        from += width;
        at += width;
        int end = Math.min(last, at + imageCols - width);
        Arrays.fill(t, at, end, 0f);
        at = end;
      }
      Arrays.fill(t, at, last, 0f);
    }
  }

  private void padImage(int image, int group, int firstChannel, int count, float[] t, int to) {
    int channels = g.inChannels() / g.groups();
    int area = g.inHeight() * g.inWidth();
    PaddedImage.copy(
        x,
        x0 + ((image * g.groups() + group) * channels + firstChannel) * area,
        count,
        g.inHeight(),
        g.inWidth(),
        1,
        1,
        -g.padTop(),
        -g.padLeft(),
        imageRows,
        imageCols,
        t,
        to);
  }

  private void image(int image, int group, int k0, int k1, int at, int worker) {
    int kernel = g.kernelHeight() * g.kernelWidth();
    int firstChannel = k0 / kernel;
    int count = (k1 - 1) / kernel + 1 - firstChannel;
    var padded = arena.floats(worker, IMAGE, count * imageRows * imageCols + 2 * NR);
    padImage(image, group, firstChannel, count, padded, 0);
    int shift = firstChannel * imageRows * imageCols;
    int pixels = g.outHeight() * g.outWidth();
    int filters = g.outChannels() / g.groups();
    int gradient = dy0 + (image * g.groups() + group) * filters * pixels;
    var edge = arena.floats(worker, EDGE, MR * NR);
    var panel = arena.floats(worker, PACK, NR * Math.min(pixels, NC) + 2 * NR);
    for (int n0 = 0; n0 < pixels; n0 += NC) {
      int nc = Math.min(NC, pixels - n0);
      for (int k = k0; k < k1; k += NR) {
        int cols = Math.min(NR, k1 - k);
        pack(padded, k, cols, shift, n0, nc, worker, panel);
        for (int f = 0; f < filters; f += MR) {
          int rows = Math.min(MR, filters - f);
          int from = gradient + f * pixels + n0;
          int into = at + f * patch() + k;
          GemmTile.rows(
              dy, from, pixels, rows, panel, 0, nc, parts, into, patch(), cols, true, edge);
        }
      }
    }
  }

  /// Packs patch elements k .. k + cols of the pixels n0 .. n0 + nc.
  private void pack(
      float[] padded, int k, int cols, int shift, int n0, int nc, int worker, float[] panel) {
    var table = arena.ints(0, TABLE, patch());
    var runs = arena.ints(worker, RUNS, 2 * NR);
    int count = 0;
    // neighbours in the patch that are neighbours in the image, one vector at most
    for (int j = 0, length; j < cols; j += length) {
      runs[2 * count] = j;
      runs[2 * count + 1] = table[k + j] - shift;
      count++;
      length = 1;
      while (length < VL && j + length < cols && table[k + j + length] == table[k + j] + length) {
        length++;
      }
    }
    int width = g.outWidth();
    int row = n0 / width;
    int col = n0 % width;
    for (int n = 0; n < nc; n++) {
      int pixel = row * g.strideHeight() * imageCols + col * g.strideWidth();
      int to = n * NR;
      // a vector each: what is too much is overwritten by the next
      for (int r = 0; r < count; r++) {
        FloatVector.fromArray(F, padded, pixel + runs[2 * r + 1])
            .intoArray(panel, to + runs[2 * r]);
      }
      if (++col == width) {
        col = 0;
        row++;
      }
    }
  }

  private void sum(int index, int worker) {
    int size = g.weightSize();
    int from = index * GRAIN;
    int n = Math.min(GRAIN, size - from);
    int to = dw0 + from;
    if (!accumulate) {
      Arrays.fill(dw, to, to + n, 0f);
    }
    for (int c = 0; c < chunks; c++) {
      int at = c * size + from;
      for (int i = 0; i < n; i++) {
        dw[to + i] += parts[at + i];
      }
    }
  }
}
