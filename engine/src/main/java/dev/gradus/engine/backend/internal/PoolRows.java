package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;
import static dev.gradus.engine.backend.internal.PoolPairs.EVEN;
import static dev.gradus.engine.backend.internal.PoolPairs.HIGH;
import static dev.gradus.engine.backend.internal.PoolPairs.LOW;
import static dev.gradus.engine.backend.internal.PoolPairs.ODD;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/// Pooling by 2 x 2 windows side by side that cover their rows whole, for rows that are no multiple
/// of a vector. Neighbours are joined first, over all rows as one run of numbers, then row pairs.
/// Vectors may reach over the end of a row of results: the next row is written after it, and what
/// would reach over the last goes through a room of its own.
final class PoolRows {
  /// Rows of results that are worked on at a time have about so many numbers.
  private static final int BLOCK = 1024;

  private final float[] halves = new float[2 * BLOCK + 4 * VL];
  private final float[] sides = new float[2 * BLOCK + 4 * VL];
  private final float[] spread = new float[4 * BLOCK + 4 * VL];
  private final float[] end = new float[2 * VL];

  /// Whether this class can work on rows of so many results.
  static boolean fits(int width) {
    return width <= BLOCK;
  }

  private static int blockRows(int width) {
    return BLOCK / width;
  }

  /// The maxima of `rows` rows of `width` windows, and who won: the first in reading order, a NaN
  /// before all.
  void maximum(
      float[] x,
      int from,
      float[] y,
      int to,
      float @Nullable [] winners,
      int winnersAt,
      int rows,
      int width) {
    int most = blockRows(width);
    for (int r = 0; r < rows; r += most) {
      int count = Math.min(most, rows - r);
      int at = r * width;
      greaterOfNeighbours(x, from + 4 * at, 2 * count * width, winners != null);
      greaterOfRows(y, to + at, winners, winnersAt + at, count, width);
    }
  }

  private void greaterOfNeighbours(float[] x, int from, int n, boolean withSides) {
    for (int k = 0; k < n; k += VL) {
      int i = Math.min(k, n - VL);
      if (i < 0) {
        greaterOfFew(x, from, n);
        return;
      }
      var a = FloatVector.fromArray(F, x, from + 2 * i);
      var b = FloatVector.fromArray(F, x, from + 2 * i + VL);
      var best = a.rearrange(EVEN, b);
      var next = a.rearrange(ODD, b);
      var wins =
          best.compare(VectorOperators.GE, next).not().and(best.compare(VectorOperators.EQ, best));
      best.blend(next, wins).intoArray(halves, i);
      if (withSides) {
        FloatVector.zero(F).blend(1f, wins).intoArray(sides, i);
      }
    }
  }

  private void greaterOfFew(float[] x, int from, int n) {
    for (int i = 0; i < n; i++) {
      float best = x[from + 2 * i];
      float next = x[from + 2 * i + 1];
      boolean wins = !(best >= next) && !Float.isNaN(best);
      halves[i] = wins ? next : best;
      sides[i] = wins ? 1 : 0;
    }
  }

  private void greaterOfRows(
      float[] y, int to, float @Nullable [] winners, int winnersAt, int rows, int width) {
    int all = rows * width;
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j += VL) {
        int upper = 2 * r * width + j;
        int at = r * width + j;
        boolean inside = at + VL <= all;
        var best = FloatVector.fromArray(F, halves, upper);
        var next = FloatVector.fromArray(F, halves, upper + width);
        var wins =
            best.compare(VectorOperators.GE, next)
                .not()
                .and(best.compare(VectorOperators.EQ, best));
        best.blend(next, wins).intoArray(inside ? y : end, inside ? to + at : 0);
        if (!inside) {
          System.arraycopy(end, 0, y, to + at, Math.min(VL, width - j));
        }
        if (winners != null) {
          var winner = FloatVector.fromArray(F, sides, upper);
          var rival = FloatVector.fromArray(F, sides, upper + width).add(2f);
          winner.blend(rival, wins).intoArray(inside ? winners : end, inside ? winnersAt + at : 0);
          if (!inside) {
            System.arraycopy(end, 0, winners, winnersAt + at, Math.min(VL, width - j));
          }
        }
      }
    }
  }

  /// The gradient of the maxima: each goes to the winner of its window, the others get 0.
  void maximumBack(
      float[] dy,
      int from,
      float[] winners,
      int winnersAt,
      float[] dx,
      int to,
      int rows,
      int width,
      boolean add) {
    int most = blockRows(width);
    for (int r = 0; r < rows; r += most) {
      int count = Math.min(most, rows - r);
      int at = r * width;
      if (add) {
        spread(dy, from + at, winners, winnersAt + at, spread, 0, count, width);
        addTo(dx, to + 4 * at, 4 * count * width);
      } else {
        spread(dy, from + at, winners, winnersAt + at, dx, to + 4 * at, count, width);
      }
    }
  }

  private void spread(
      float[] dy,
      int from,
      float[] winners,
      int winnersAt,
      float[] dx,
      int to,
      int rows,
      int width) {
    System.arraycopy(dy, from, halves, 0, rows * width);
    System.arraycopy(winners, winnersAt, sides, 0, rows * width);
    for (int row = 0; row < 2 * rows; row++) {
      float left = 2 * (row & 1);
      for (int j = 0; j < width; j += VL) {
        int i = (row >> 1) * width + j;
        var g = FloatVector.fromArray(F, halves, i);
        var w = FloatVector.fromArray(F, sides, i);
        var zero = FloatVector.zero(F);
        var a = zero.blend(g, w.compare(VectorOperators.EQ, left));
        var b = zero.blend(g, w.compare(VectorOperators.EQ, left + 1));
        var low = a.rearrange(LOW, b);
        var high = a.rearrange(HIGH, b);
        int at = 2 * (row * width + j);
        if (at + 2 * VL <= 4 * rows * width) {
          low.intoArray(dx, to + at);
          high.intoArray(dx, to + at + VL);
        } else {
          low.intoArray(end, 0);
          high.intoArray(end, VL);
          System.arraycopy(end, 0, dx, to + at, Math.min(2 * VL, 2 * (width - j)));
        }
      }
    }
  }

  private void addTo(float[] dx, int to, int n) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      FloatVector.fromArray(F, dx, to + i)
          .add(FloatVector.fromArray(F, spread, i))
          .intoArray(dx, to + i);
    }
    for (; i < n; i++) {
      dx[to + i] += spread[i];
    }
  }

  /// The means of `rows` rows of `width` windows.
  void average(float[] x, int from, float[] y, int to, int rows, int width) {
    int most = blockRows(width);
    for (int r = 0; r < rows; r += most) {
      int count = Math.min(most, rows - r);
      int at = r * width;
      sumsOfNeighbours(x, from + 4 * at, 2 * count * width);
      meansOfRows(y, to + at, count, width);
    }
  }

  private void sumsOfNeighbours(float[] x, int from, int n) {
    for (int k = 0; k < n; k += VL) {
      int i = Math.min(k, n - VL);
      if (i < 0) {
        for (int j = 0; j < n; j++) {
          halves[j] = x[from + 2 * j] + x[from + 2 * j + 1];
        }
        return;
      }
      var a = FloatVector.fromArray(F, x, from + 2 * i);
      var b = FloatVector.fromArray(F, x, from + 2 * i + VL);
      a.rearrange(EVEN, b).add(a.rearrange(ODD, b)).intoArray(halves, i);
    }
  }

  private void meansOfRows(float[] y, int to, int rows, int width) {
    int all = rows * width;
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j += VL) {
        int upper = 2 * r * width + j;
        var mean =
            FloatVector.fromArray(F, halves, upper)
                .add(FloatVector.fromArray(F, halves, upper + width))
                .mul(0.25f);
        int at = r * width + j;
        if (at + VL <= all) {
          mean.intoArray(y, to + at);
        } else {
          mean.intoArray(end, 0);
          System.arraycopy(end, 0, y, to + at, Math.min(VL, width - j));
        }
      }
    }
  }

  /// The gradient of the means: a quarter goes to each of a window.
  void averageBack(float[] dy, int from, float[] dx, int to, int rows, int width, boolean add) {
    int most = blockRows(width);
    for (int r = 0; r < rows; r += most) {
      int count = Math.min(most, rows - r);
      int at = r * width;
      if (add) {
        quarters(dy, from + at, spread, 0, count, width);
        addTo(dx, to + 4 * at, 4 * count * width);
      } else {
        quarters(dy, from + at, dx, to + 4 * at, count, width);
      }
    }
  }

  private void quarters(float[] dy, int from, float[] dx, int to, int rows, int width) {
    System.arraycopy(dy, from, halves, 0, rows * width);
    for (int row = 0; row < 2 * rows; row++) {
      for (int j = 0; j < width; j += VL) {
        var g = FloatVector.fromArray(F, halves, (row >> 1) * width + j).mul(0.25f);
        var low = g.rearrange(LOW, g);
        var high = g.rearrange(HIGH, g);
        int at = 2 * (row * width + j);
        if (at + 2 * VL <= 4 * rows * width) {
          low.intoArray(dx, to + at);
          high.intoArray(dx, to + at + VL);
        } else {
          low.intoArray(end, 0);
          high.intoArray(end, VL);
          System.arraycopy(end, 0, dx, to + at, Math.min(2 * VL, 2 * (width - j)));
        }
      }
    }
  }
}
