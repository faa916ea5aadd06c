package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.FMA;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;

/// The innermost kernel of convolution with stride 1: a tile of results in registers, up to
/// [Lanes#MR] filters by two vectors of neighbouring positions, read from the zero-bordered image
/// where it lies; a table says how far each element of a patch is from its position. Every element
/// is the same chain of multiply-adds wherever it lies in a tile.
final class ConvTile {
  private ConvTile() {}

  /// Adds to or sets a tile of C, which has room for [Lanes#MR] rows.
  ///
  /// @param a weights, a filter every `lda`
  /// @param rows filters that exist, up to [Lanes#MR]; the rows of C behind them get anything
  /// @param b0 the first position in the image `b`
  /// @param p0 the first element of the table, `k` of which are summed
  static void rows(
      float[] a,
      int a0,
      int lda,
      int rows,
      float[] b,
      int b0,
      int[] table,
      int p0,
      int k,
      float[] c,
      int c0,
      int ldc,
      boolean add) {
    if (rows <= 4) {
      rows4(a, a0, lda, rows, b, b0, table, p0, k, c, c0, ldc, add);
    } else if (rows <= 6) {
      rows6(a, a0, lda, rows, b, b0, table, p0, k, c, c0, ldc, add);
    } else {
      rows8(a, a0, lda, rows, b, b0, table, p0, k, c, c0, ldc, add);
    }
  }

  // The kernels call nothing but methods of the vector classes; see GemmTile.

  private static void rows4(
      float[] a,
      int a0,
      int lda,
      int rows,
      float[] b,
      int b0,
      int[] table,
      int p0,
      int k,
      float[] c,
      int c0,
      int ldc,
      boolean add) {
    int r1 = a0 + Math.min(1, rows - 1) * lda;
    int r2 = a0 + Math.min(2, rows - 1) * lda;
    int r3 = a0 + Math.min(3, rows - 1) * lda;
    var x0 = FloatVector.zero(F);
    var y0 = FloatVector.zero(F);
    var x1 = FloatVector.zero(F);
    var y1 = FloatVector.zero(F);
    var x2 = FloatVector.zero(F);
    var y2 = FloatVector.zero(F);
    var x3 = FloatVector.zero(F);
    var y3 = FloatVector.zero(F);
    for (int p = 0; p < k; p++) {
      int at = b0 + table[p0 + p];
      var u = FloatVector.fromArray(F, b, at);
      var v = FloatVector.fromArray(F, b, at + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p]);
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[r1 + p]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[r2 + p]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[r3 + p]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      y3 = FMA ? e3.fma(v, y3) : e3.mul(v).add(y3);
    }
    if (add) {
      x0 = x0.add(FloatVector.fromArray(F, c, c0 + 0 * ldc));
      y0 = y0.add(FloatVector.fromArray(F, c, c0 + 0 * ldc + VL));
      x1 = x1.add(FloatVector.fromArray(F, c, c0 + 1 * ldc));
      y1 = y1.add(FloatVector.fromArray(F, c, c0 + 1 * ldc + VL));
      x2 = x2.add(FloatVector.fromArray(F, c, c0 + 2 * ldc));
      y2 = y2.add(FloatVector.fromArray(F, c, c0 + 2 * ldc + VL));
      x3 = x3.add(FloatVector.fromArray(F, c, c0 + 3 * ldc));
      y3 = y3.add(FloatVector.fromArray(F, c, c0 + 3 * ldc + VL));
    }
    x0.intoArray(c, c0 + 0 * ldc);
    y0.intoArray(c, c0 + 0 * ldc + VL);
    x1.intoArray(c, c0 + 1 * ldc);
    y1.intoArray(c, c0 + 1 * ldc + VL);
    x2.intoArray(c, c0 + 2 * ldc);
    y2.intoArray(c, c0 + 2 * ldc + VL);
    x3.intoArray(c, c0 + 3 * ldc);
    y3.intoArray(c, c0 + 3 * ldc + VL);
  }

  private static void rows6(
      float[] a,
      int a0,
      int lda,
      int rows,
      float[] b,
      int b0,
      int[] table,
      int p0,
      int k,
      float[] c,
      int c0,
      int ldc,
      boolean add) {
    int r1 = a0 + Math.min(1, rows - 1) * lda;
    int r2 = a0 + Math.min(2, rows - 1) * lda;
    int r3 = a0 + Math.min(3, rows - 1) * lda;
    int r4 = a0 + Math.min(4, rows - 1) * lda;
    int r5 = a0 + Math.min(5, rows - 1) * lda;
    var x0 = FloatVector.zero(F);
    var y0 = FloatVector.zero(F);
    var x1 = FloatVector.zero(F);
    var y1 = FloatVector.zero(F);
    var x2 = FloatVector.zero(F);
    var y2 = FloatVector.zero(F);
    var x3 = FloatVector.zero(F);
    var y3 = FloatVector.zero(F);
    var x4 = FloatVector.zero(F);
    var y4 = FloatVector.zero(F);
    var x5 = FloatVector.zero(F);
    var y5 = FloatVector.zero(F);
    for (int p = 0; p < k; p++) {
      int at = b0 + table[p0 + p];
      var u = FloatVector.fromArray(F, b, at);
      var v = FloatVector.fromArray(F, b, at + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p]);
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[r1 + p]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[r2 + p]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[r3 + p]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      y3 = FMA ? e3.fma(v, y3) : e3.mul(v).add(y3);
      var e4 = FloatVector.broadcast(F, a[r4 + p]);
      x4 = FMA ? e4.fma(u, x4) : e4.mul(u).add(x4);
      y4 = FMA ? e4.fma(v, y4) : e4.mul(v).add(y4);
      var e5 = FloatVector.broadcast(F, a[r5 + p]);
      x5 = FMA ? e5.fma(u, x5) : e5.mul(u).add(x5);
      y5 = FMA ? e5.fma(v, y5) : e5.mul(v).add(y5);
    }
    if (add) {
      x0 = x0.add(FloatVector.fromArray(F, c, c0 + 0 * ldc));
      y0 = y0.add(FloatVector.fromArray(F, c, c0 + 0 * ldc + VL));
      x1 = x1.add(FloatVector.fromArray(F, c, c0 + 1 * ldc));
      y1 = y1.add(FloatVector.fromArray(F, c, c0 + 1 * ldc + VL));
      x2 = x2.add(FloatVector.fromArray(F, c, c0 + 2 * ldc));
      y2 = y2.add(FloatVector.fromArray(F, c, c0 + 2 * ldc + VL));
      x3 = x3.add(FloatVector.fromArray(F, c, c0 + 3 * ldc));
      y3 = y3.add(FloatVector.fromArray(F, c, c0 + 3 * ldc + VL));
      x4 = x4.add(FloatVector.fromArray(F, c, c0 + 4 * ldc));
      y4 = y4.add(FloatVector.fromArray(F, c, c0 + 4 * ldc + VL));
      x5 = x5.add(FloatVector.fromArray(F, c, c0 + 5 * ldc));
      y5 = y5.add(FloatVector.fromArray(F, c, c0 + 5 * ldc + VL));
    }
    x0.intoArray(c, c0 + 0 * ldc);
    y0.intoArray(c, c0 + 0 * ldc + VL);
    x1.intoArray(c, c0 + 1 * ldc);
    y1.intoArray(c, c0 + 1 * ldc + VL);
    x2.intoArray(c, c0 + 2 * ldc);
    y2.intoArray(c, c0 + 2 * ldc + VL);
    x3.intoArray(c, c0 + 3 * ldc);
    y3.intoArray(c, c0 + 3 * ldc + VL);
    x4.intoArray(c, c0 + 4 * ldc);
    y4.intoArray(c, c0 + 4 * ldc + VL);
    x5.intoArray(c, c0 + 5 * ldc);
    y5.intoArray(c, c0 + 5 * ldc + VL);
  }

  private static void rows8(
      float[] a,
      int a0,
      int lda,
      int rows,
      float[] b,
      int b0,
      int[] table,
      int p0,
      int k,
      float[] c,
      int c0,
      int ldc,
      boolean add) {
    int r1 = a0 + Math.min(1, rows - 1) * lda;
    int r2 = a0 + Math.min(2, rows - 1) * lda;
    int r3 = a0 + Math.min(3, rows - 1) * lda;
    int r4 = a0 + Math.min(4, rows - 1) * lda;
    int r5 = a0 + Math.min(5, rows - 1) * lda;
    int r6 = a0 + Math.min(6, rows - 1) * lda;
    int r7 = a0 + Math.min(7, rows - 1) * lda;
    var x0 = FloatVector.zero(F);
    var y0 = FloatVector.zero(F);
    var x1 = FloatVector.zero(F);
    var y1 = FloatVector.zero(F);
    var x2 = FloatVector.zero(F);
    var y2 = FloatVector.zero(F);
    var x3 = FloatVector.zero(F);
    var y3 = FloatVector.zero(F);
    var x4 = FloatVector.zero(F);
    var y4 = FloatVector.zero(F);
    var x5 = FloatVector.zero(F);
    var y5 = FloatVector.zero(F);
    var x6 = FloatVector.zero(F);
    var y6 = FloatVector.zero(F);
    var x7 = FloatVector.zero(F);
    var y7 = FloatVector.zero(F);
    for (int p = 0; p < k; p++) {
      int at = b0 + table[p0 + p];
      var u = FloatVector.fromArray(F, b, at);
      var v = FloatVector.fromArray(F, b, at + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p]);
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[r1 + p]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[r2 + p]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[r3 + p]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      y3 = FMA ? e3.fma(v, y3) : e3.mul(v).add(y3);
      var e4 = FloatVector.broadcast(F, a[r4 + p]);
      x4 = FMA ? e4.fma(u, x4) : e4.mul(u).add(x4);
      y4 = FMA ? e4.fma(v, y4) : e4.mul(v).add(y4);
      var e5 = FloatVector.broadcast(F, a[r5 + p]);
      x5 = FMA ? e5.fma(u, x5) : e5.mul(u).add(x5);
      y5 = FMA ? e5.fma(v, y5) : e5.mul(v).add(y5);
      var e6 = FloatVector.broadcast(F, a[r6 + p]);
      x6 = FMA ? e6.fma(u, x6) : e6.mul(u).add(x6);
      y6 = FMA ? e6.fma(v, y6) : e6.mul(v).add(y6);
      var e7 = FloatVector.broadcast(F, a[r7 + p]);
      x7 = FMA ? e7.fma(u, x7) : e7.mul(u).add(x7);
      y7 = FMA ? e7.fma(v, y7) : e7.mul(v).add(y7);
    }
    if (add) {
      x0 = x0.add(FloatVector.fromArray(F, c, c0 + 0 * ldc));
      y0 = y0.add(FloatVector.fromArray(F, c, c0 + 0 * ldc + VL));
      x1 = x1.add(FloatVector.fromArray(F, c, c0 + 1 * ldc));
      y1 = y1.add(FloatVector.fromArray(F, c, c0 + 1 * ldc + VL));
      x2 = x2.add(FloatVector.fromArray(F, c, c0 + 2 * ldc));
      y2 = y2.add(FloatVector.fromArray(F, c, c0 + 2 * ldc + VL));
      x3 = x3.add(FloatVector.fromArray(F, c, c0 + 3 * ldc));
      y3 = y3.add(FloatVector.fromArray(F, c, c0 + 3 * ldc + VL));
      x4 = x4.add(FloatVector.fromArray(F, c, c0 + 4 * ldc));
      y4 = y4.add(FloatVector.fromArray(F, c, c0 + 4 * ldc + VL));
      x5 = x5.add(FloatVector.fromArray(F, c, c0 + 5 * ldc));
      y5 = y5.add(FloatVector.fromArray(F, c, c0 + 5 * ldc + VL));
      x6 = x6.add(FloatVector.fromArray(F, c, c0 + 6 * ldc));
      y6 = y6.add(FloatVector.fromArray(F, c, c0 + 6 * ldc + VL));
      x7 = x7.add(FloatVector.fromArray(F, c, c0 + 7 * ldc));
      y7 = y7.add(FloatVector.fromArray(F, c, c0 + 7 * ldc + VL));
    }
    x0.intoArray(c, c0 + 0 * ldc);
    y0.intoArray(c, c0 + 0 * ldc + VL);
    x1.intoArray(c, c0 + 1 * ldc);
    y1.intoArray(c, c0 + 1 * ldc + VL);
    x2.intoArray(c, c0 + 2 * ldc);
    y2.intoArray(c, c0 + 2 * ldc + VL);
    x3.intoArray(c, c0 + 3 * ldc);
    y3.intoArray(c, c0 + 3 * ldc + VL);
    x4.intoArray(c, c0 + 4 * ldc);
    y4.intoArray(c, c0 + 4 * ldc + VL);
    x5.intoArray(c, c0 + 5 * ldc);
    y5.intoArray(c, c0 + 5 * ldc + VL);
    x6.intoArray(c, c0 + 6 * ldc);
    y6.intoArray(c, c0 + 6 * ldc + VL);
    x7.intoArray(c, c0 + 7 * ldc);
    y7.intoArray(c, c0 + 7 * ldc + VL);
  }
}
