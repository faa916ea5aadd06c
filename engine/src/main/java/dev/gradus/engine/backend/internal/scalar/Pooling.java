package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.PoolGeometry;
import org.jspecify.annotations.Nullable;

/// Pooling by its definition, window after window.
public final class Pooling {
  private Pooling() {}

  /// The window of one output element, clipped to the image.
  ///
  /// @param output position of the output element
  /// @param image position of the first pixel of its channel
  /// @param row first row of the window before clipping, negative in the padding
  /// @param column first column before clipping
  private record Window(PoolGeometry g, int output, int image, int row, int column) {
    int firstRow() {
      return Math.max(row, 0);
    }

    int endRow() {
      return Math.min(row + g.kernelHeight(), g.inHeight());
    }

    int firstColumn() {
      return Math.max(column, 0);
    }

    int endColumn() {
      return Math.min(column + g.kernelWidth(), g.inWidth());
    }

    int pixel(int r, int c) {
      return image + r * g.inWidth() + c;
    }

    /// What a mean divides by.
    int divisor(boolean countPadding) {
      if (!countPadding) {
        return (endRow() - firstRow()) * (endColumn() - firstColumn());
      }
      int height = Math.min(row + g.kernelHeight(), g.inHeight() + g.padHeight()) - row;
      int width = Math.min(column + g.kernelWidth(), g.inWidth() + g.padWidth()) - column;
      return height * width;
    }
  }

  private interface WindowVisitor {
    void visit(Window window);
  }

  private static void windows(PoolGeometry g, WindowVisitor visitor) {
    int output = 0;
    for (int image = 0; image < g.batch() * g.channels(); image++) {
      for (int i = 0; i < g.outHeight(); i++) {
        for (int j = 0; j < g.outWidth(); j++) {
          int row = i * g.strideHeight() - g.padHeight();
          int column = j * g.strideWidth() - g.padWidth();
          int start = image * g.inHeight() * g.inWidth();
          visitor.visit(new Window(g, output++, start, row, column));
        }
      }
    }
  }

  /// The maximum of every window and where it is.
  public static void max(PoolGeometry g, Numbers x, Numbers y, @Nullable Numbers winners) {
    windows(
        g,
        window -> {
          double best = Double.NEGATIVE_INFINITY;
          int winner = -1;
          for (int r = window.firstRow(); r < window.endRow(); r++) {
            for (int c = window.firstColumn(); c < window.endColumn(); c++) {
              double v = x.get(window.pixel(r, c));
              if (winner < 0 || v > best || (Double.isNaN(v) && !Double.isNaN(best))) {
                best = v;
                winner = (r - window.row()) * g.kernelWidth() + c - window.column();
              }
            }
          }
          y.set(window.output(), best);
          if (winners != null) {
            winners.set(window.output(), winner);
          }
        });
  }

  /// Adds every output's gradient at its winner.
  public static void maxBackward(
      PoolGeometry g, Numbers winners, Numbers dy, Numbers dx, boolean accumulate) {
    var sums = new double[g.inputSize()];
    windows(
        g,
        window -> {
          int winner = (int) winners.get(window.output());
          int r = window.row() + winner / g.kernelWidth();
          int c = window.column() + winner % g.kernelWidth();
          sums[window.pixel(r, c)] += dy.get(window.output());
        });
    dx.put(sums, accumulate);
  }

  /// The mean of every window.
  public static void average(PoolGeometry g, boolean countPadding, Numbers x, Numbers y) {
    windows(
        g,
        window -> {
          double sum = 0;
          for (int r = window.firstRow(); r < window.endRow(); r++) {
            for (int c = window.firstColumn(); c < window.endColumn(); c++) {
              sum += x.get(window.pixel(r, c));
            }
          }
          y.set(window.output(), sum / window.divisor(countPadding));
        });
  }

  /// Spreads every output's gradient evenly over its window.
  public static void averageBackward(
      PoolGeometry g, boolean countPadding, Numbers dy, Numbers dx, boolean accumulate) {
    var sums = new double[g.inputSize()];
    windows(
        g,
        window -> {
          double share = dy.get(window.output()) / window.divisor(countPadding);
          for (int r = window.firstRow(); r < window.endRow(); r++) {
            for (int c = window.firstColumn(); c < window.endColumn(); c++) {
              sums[window.pixel(r, c)] += share;
            }
          }
        });
    dx.put(sums, accumulate);
  }

  /// The p-norm of every window.
  public static void norm(PoolGeometry g, double power, Numbers x, Numbers y) {
    windows(
        g,
        window -> {
          double sum = 0;
          for (int r = window.firstRow(); r < window.endRow(); r++) {
            for (int c = window.firstColumn(); c < window.endColumn(); c++) {
              sum += Math.pow(Math.abs(x.get(window.pixel(r, c))), power);
            }
          }
          y.set(window.output(), Math.pow(sum, 1 / power));
        });
  }

  /// Sends every output's gradient to the pixels of its window by their share in the norm.
  public static void normBackward(
      PoolGeometry g,
      double power,
      Numbers x,
      Numbers y,
      Numbers dy,
      Numbers dx,
      boolean accumulate) {
    var sums = new double[g.inputSize()];
    windows(
        g,
        window -> {
          double norm = y.get(window.output());
          if (norm == 0) {
            return;
          }
          for (int r = window.firstRow(); r < window.endRow(); r++) {
            for (int c = window.firstColumn(); c < window.endColumn(); c++) {
              double v = x.get(window.pixel(r, c));
              double slope = Math.signum(v) * Math.pow(Math.abs(v) / norm, power - 1);
              sums[window.pixel(r, c)] += slope * dy.get(window.output());
            }
          }
        });
    dx.put(sums, accumulate);
  }
}
