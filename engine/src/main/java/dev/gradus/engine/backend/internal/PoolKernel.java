package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.PoolGeometry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Maximum and mean over windows, plane by plane.
public final class PoolKernel {
  private final Workers workers;
  private final Workers.Task maxima = this::maximum;
  private final Workers.Task maximaBack = this::maximumBack;
  private final Workers.Task means = this::mean;
  private final Workers.Task meansBack = this::meanBack;
  private final OfRows maximaOfRows = this::maximumOfRows;
  private final OfRows maximaOfRowsBack = this::maximumOfRowsBack;
  private final OfRows averagesOfRows = this::meansOfRows;
  private final OfRows averagesOfRowsBack = this::meansOfRowsBack;
  private PoolGeometry g = new PoolGeometry(0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0);
  private float[] x = new float[0];
  private float[] y = x;
  private float @Nullable [] winners;
  private int x0;
  private int y0;
  private int winners0;
  private int planesPerTask;
  private boolean countPadding;
  private boolean accumulate;
  private final @Nullable PoolRows[] rooms;

  /// For a team.
  public PoolKernel(Workers workers) {
    this.workers = workers;
    rooms = new PoolRows[workers.threads()];
  }

  private PoolRows room(int worker) {
    var room = rooms[worker];
    if (room == null) {
      room = new PoolRows();
      rooms[worker] = room;
    }
    return room;
  }

  private void run(
      PoolGeometry geometry,
      float[] input,
      int inputAt,
      float[] output,
      int outputAt,
      Workers.Task task) {
    g = geometry;
    x = input;
    x0 = inputAt;
    y = output;
    y0 = outputAt;
    int planes = g.batch() * g.channels();
    planesPerTask =
        Math.max(
            1,
            Lanes.GRAIN / Math.max(1, g.inHeight() * g.inWidth() + g.outHeight() * g.outWidth()));
    workers.run(Lanes.chunks(planes, planesPerTask), task);
  }

  private int lastPlane(int index) {
    return Math.min(g.batch() * g.channels(), (index + 1) * planesPerTask);
  }

  /// Maximum over windows.
  public void max(
      PoolGeometry geometry,
      float[] input,
      int inputAt,
      float[] output,
      int outputAt,
      float @Nullable [] indices,
      int indicesAt) {
    winners = indices;
    winners0 = indicesAt;
    run(geometry, input, inputAt, output, outputAt, maxima);
  }

  private boolean pairs() {
    return g.kernelHeight() == 2
        && g.kernelWidth() == 2
        && g.strideHeight() == 2
        && g.strideWidth() == 2
        && g.padHeight() == 0
        && g.padWidth() == 0
        && 2 * g.outHeight() <= g.inHeight()
        && 2 * g.outWidth() <= g.inWidth();
  }

  /// Windows as [PoolRows] takes them: rows of planes that follow each other.
  private boolean wholeRows() {
    return pairs() && 2 * g.outWidth() == g.inWidth() && PoolRows.fits(g.outWidth());
  }

  /// [PoolPairs] is as fast where no row ends within a vector.
  private boolean partVectors() {
    return g.outWidth() % Lanes.VL != 0;
  }

  /// Planes that can be taken as one: those without a row between them that no window covers.
  private int planesInOne(int index) {
    return 2 * g.outHeight() == g.inHeight() ? lastPlane(index) - index * planesPerTask : 1;
  }

  /// What is done with rows of results: the first of their windows lies at `large`, they at
  /// `small`.
  private interface OfRows {
    void run(PoolRows room, int large, int small, int rows);
  }

  private void ofRows(int index, int worker, OfRows work) {
    int step = planesInOne(index);
    for (int plane = index * planesPerTask; plane < lastPlane(index); plane += step) {
      int large = x0 + plane * g.inHeight() * g.inWidth();
      int small = plane * g.outHeight() * g.outWidth();
      work.run(room(worker), large, small, step * g.outHeight());
    }
  }

  private void maximumOfRows(PoolRows room, int large, int small, int rows) {
    room.maximum(x, large, y, y0 + small, winners, winners0 + small, rows, g.outWidth());
  }

  private void maximumOfRowsBack(PoolRows room, int large, int small, int rows) {
    float[] w = winners;
    if (w != null) {
      int width = g.outWidth();
      room.maximumBack(y, y0 + small, w, winners0 + small, x, large, rows, width, accumulate);
      clearLastRow(large);
    }
  }

  private void meansOfRows(PoolRows room, int large, int small, int rows) {
    room.average(x, large, y, y0 + small, rows, g.outWidth());
  }

  private void meansOfRowsBack(PoolRows room, int large, int small, int rows) {
    room.averageBack(y, y0 + small, x, large, rows, g.outWidth(), accumulate);
    clearLastRow(large);
  }

  /// A row of a plane below all windows gets no gradient.
  private void clearLastRow(int plane) {
    if (!accumulate && 2 * g.outHeight() < g.inHeight()) {
      int from = plane + 2 * g.outHeight() * g.inWidth();
      Arrays.fill(x, from, plane + g.inHeight() * g.inWidth(), 0f);
    }
  }

  private void maximum(int index, int worker) {
    if (wholeRows() && partVectors()) {
      ofRows(index, worker, maximaOfRows);
      return;
    }
    boolean pairs = pairs();
    int area = g.outHeight() * g.outWidth();
    for (int plane = index * planesPerTask; plane < lastPlane(index); plane++) {
      int from = x0 + plane * g.inHeight() * g.inWidth();
      int to = plane * area;
      for (int i = 0; i < g.outHeight(); i++) {
        int at = to + i * g.outWidth();
        if (pairs) {
          int row = from + 2 * i * g.inWidth();
          PoolPairs.maximum(
              x, row, row + g.inWidth(), y, y0 + at, winners, winners0 + at, g.outWidth());
        } else {
          maximumRow(from, i, at);
        }
      }
    }
  }

  private void maximumRow(int from, int i, int at) {
    int top = i * g.strideHeight() - g.padHeight();
    int r0 = Math.max(0, -top);
    int r1 = Math.min(g.kernelHeight(), g.inHeight() - top);
    for (int j = 0; j < g.outWidth(); j++) {
      int left = j * g.strideWidth() - g.padWidth();
      int s0 = Math.max(0, -left);
      int s1 = Math.min(g.kernelWidth(), g.inWidth() - left);
      float best = Float.NEGATIVE_INFINITY;
      int winner = r0 * g.kernelWidth() + s0;
      search:
      for (int r = r0; r < r1; r++) {
        for (int s = s0; s < s1; s++) {
          float v = x[from + (top + r) * g.inWidth() + left + s];
          if (v > best) {
            best = v;
            winner = r * g.kernelWidth() + s;
          } else if (Float.isNaN(v)) {
            best = v;
            winner = r * g.kernelWidth() + s;
            break search;
          }
        }
      }
      y[y0 + at + j] = best;
      if (winners != null) {
        winners[winners0 + at + j] = winner;
      }
    }
  }

  /// Sends the gradient to the winners.
  public void maxBackward(
      PoolGeometry geometry,
      float[] indices,
      int indicesAt,
      float[] gradient,
      int gradientAt,
      float[] result,
      int resultAt,
      boolean add) {
    winners = indices;
    winners0 = indicesAt;
    accumulate = add;
    run(geometry, result, resultAt, gradient, gradientAt, maximaBack);
  }

  private void maximumBack(int index, int worker) {
    int inArea = g.inHeight() * g.inWidth();
    int outArea = g.outHeight() * g.outWidth();
    float[] w = winners;
    if (w == null) {
      return;
    }
    if (wholeRows() && partVectors()) {
      ofRows(index, worker, maximaOfRowsBack);
      return;
    }
    if (pairs()) {
      pairsBack(index, w);
      return;
    }
    for (int plane = index * planesPerTask; plane < lastPlane(index); plane++) {
      int to = x0 + plane * inArea;
      if (!accumulate) {
        Arrays.fill(x, to, to + inArea, 0f);
      }
      int from = plane * outArea;
      for (int i = 0; i < g.outHeight(); i++) {
        int top = i * g.strideHeight() - g.padHeight();
        for (int j = 0; j < g.outWidth(); j++, from++) {
          int winner = (int) w[winners0 + from];
          int row = top + winner / g.kernelWidth();
          int col = j * g.strideWidth() - g.padWidth() + winner % g.kernelWidth();
          if (row >= 0 && row < g.inHeight() && col >= 0 && col < g.inWidth()) {
            x[to + row * g.inWidth() + col] += y[y0 + from];
          }
        }
      }
    }
  }

  private void pairsBack(int index, float[] w) {
    int width = g.inWidth();
    int inArea = g.inHeight() * width;
    for (int plane = index * planesPerTask; plane < lastPlane(index); plane++) {
      int to = x0 + plane * inArea;
      boolean covered = 2 * g.outHeight() == g.inHeight() && 2 * g.outWidth() == width;
      if (!accumulate && !covered) {
        Arrays.fill(x, to, to + inArea, 0f);
      }
      int from = plane * g.outHeight() * g.outWidth();
      for (int i = 0; i < g.outHeight(); i++, from += g.outWidth()) {
        int row = to + 2 * i * width;
        PoolPairs.maximumBack(
            y, y0 + from, w, winners0 + from, x, row, row + width, g.outWidth(), accumulate);
      }
    }
  }

  /// Mean over windows.
  public void average(
      PoolGeometry geometry, boolean padding, float[] input, int inputAt, float[] output, int at) {
    countPadding = padding;
    run(geometry, input, inputAt, output, at, means);
  }

  /// The gradient of the mean.
  public void averageBackward(
      PoolGeometry geometry,
      boolean padding,
      float[] gradient,
      int gradientAt,
      float[] result,
      int resultAt,
      boolean add) {
    countPadding = padding;
    accumulate = add;
    run(geometry, result, resultAt, gradient, gradientAt, meansBack);
  }

  private int divisor(int start, int kernel, int size, int pad) {
    return countPadding
        ? Math.min(start + kernel, size + pad) - start
        : Math.min(start + kernel, size) - Math.max(start, 0);
  }

  private void mean(int index, int worker) {
    if (wholeRows()) {
      ofRows(index, worker, averagesOfRows);
      return;
    }
    for (int plane = index * planesPerTask; plane < lastPlane(index); plane++) {
      int from = x0 + plane * g.inHeight() * g.inWidth();
      int to = y0 + plane * g.outHeight() * g.outWidth();
      for (int i = 0; i < g.outHeight(); i++) {
        int top = i * g.strideHeight() - g.padHeight();
        int rows = divisor(top, g.kernelHeight(), g.inHeight(), g.padHeight());
        for (int j = 0; j < g.outWidth(); j++, to++) {
          int left = j * g.strideWidth() - g.padWidth();
          int cols = divisor(left, g.kernelWidth(), g.inWidth(), g.padWidth());
          int last = Math.min(g.inWidth(), left + g.kernelWidth());
          float sum = 0;
          int bottom = Math.min(g.inHeight(), top + g.kernelHeight());
          for (int r = Math.max(0, top); r < bottom; r++) {
            for (int s = Math.max(0, left); s < last; s++) {
              sum += x[from + r * g.inWidth() + s];
            }
          }
          y[to] = sum / (rows * cols);
        }
      }
    }
  }

  private void meanBack(int index, int worker) {
    if (wholeRows()) {
      ofRows(index, worker, averagesOfRowsBack);
      return;
    }
    int inArea = g.inHeight() * g.inWidth();
    for (int plane = index * planesPerTask; plane < lastPlane(index); plane++) {
      int to = x0 + plane * inArea;
      if (!accumulate) {
        Arrays.fill(x, to, to + inArea, 0f);
      }
      int from = y0 + plane * g.outHeight() * g.outWidth();
      for (int i = 0; i < g.outHeight(); i++) {
        int top = i * g.strideHeight() - g.padHeight();
        int rows = divisor(top, g.kernelHeight(), g.inHeight(), g.padHeight());
        for (int j = 0; j < g.outWidth(); j++, from++) {
          int left = j * g.strideWidth() - g.padWidth();
          int cols = divisor(left, g.kernelWidth(), g.inWidth(), g.padWidth());
          float share = y[from] / (rows * cols);
          int last = Math.min(g.inWidth(), left + g.kernelWidth());
          int bottom = Math.min(g.inHeight(), top + g.kernelHeight());
          for (int r = Math.max(0, top); r < bottom; r++) {
            for (int s = Math.max(0, left); s < last; s++) {
              x[to + r * g.inWidth() + s] += share;
            }
          }
        }
      }
    }
  }
}
