package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.MANY_REGISTERS;
import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;
import static dev.gradus.engine.backend.internal.Lanes.fma;

import jdk.incubator.vector.FloatVector;

/// The innermost kernels of matrix product and convolution: a tile of C in registers, [Lanes#MR]
/// rows by two vectors, summed over one block of k. B is a packed panel: for every step of the sum
/// [Lanes#NR] neighbouring columns. Every element is the same chain of multiply-adds wherever it
/// lies in a tile, so results do not depend on how the work is cut.
final class GemmTile {
  private GemmTile() {}

  /// Adds to or sets a tile of C from rows of A.
  ///
  /// @param rows rows that exist, up to [Lanes#MR]
  /// @param cols columns that exist, up to [Lanes#NR]
  /// @param edge room for a whole tile, used if this one is not whole
  static void rows(
      float[] a,
      int a0,
      int lda,
      int rows,
      float[] b,
      int b0,
      int k,
      float[] c,
      int c0,
      int ldc,
      int cols,
      boolean add,
      float[] edge) {
    boolean whole = rows == MR && cols == NR;
    var target = whole ? c : edge;
    int at = whole ? c0 : 0;
    int ld = whole ? ldc : NR;
    if (MANY_REGISTERS) {
      rows8(a, a0, lda, rows, b, b0, k, target, at, ld, whole && add);
    } else {
      rows6(a, a0, lda, rows, b, b0, k, target, at, ld, whole && add);
    }
    if (!whole) {
      merge(edge, rows, cols, c, c0, ldc, add);
    }
  }

  /// Adds to or sets a tile of C from a packed panel of A: [Lanes#MR] elements for every step.
  static void panel(
      float[] a,
      int a0,
      int rows,
      float[] b,
      int b0,
      int k,
      float[] c,
      int c0,
      int ldc,
      int cols,
      boolean add,
      float[] edge) {
    boolean whole = rows == MR && cols == NR;
    var target = whole ? c : edge;
    int at = whole ? c0 : 0;
    int ld = whole ? ldc : NR;
    if (MANY_REGISTERS) {
      panel8(a, a0, b, b0, k, target, at, ld, whole && add);
    } else {
      panel6(a, a0, b, b0, k, target, at, ld, whole && add);
    }
    if (!whole) {
      merge(edge, rows, cols, c, c0, ldc, add);
    }
  }

  private static void merge(
      float[] edge, int rows, int cols, float[] c, int c0, int ldc, boolean add) {
    for (int i = 0; i < rows; i++) {
      int from = i * NR;
      int to = c0 + i * ldc;
      if (add) {
        for (int j = 0; j < cols; j++) {
          c[to + j] += edge[from + j];
        }
      } else {
        for (int j = 0; j < cols; j++) {
          c[to + j] = edge[from + j];
        }
      }
    }
  }

  private static void put(FloatVector x, FloatVector y, float[] c, int at, boolean add) {
    if (add) {
      x.add(FloatVector.fromArray(F, c, at)).intoArray(c, at);
      y.add(FloatVector.fromArray(F, c, at + VL)).intoArray(c, at + VL);
    } else {
      x.intoArray(c, at);
      y.intoArray(c, at + VL);
    }
  }

  /// 6 rows, A as rows with distance `lda`; rows at and beyond `rows` repeat the last.
  private static void rows6(
      float[] a,
      int a0,
      int lda,
      int rows,
      float[] b,
      int b0,
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
      var u = FloatVector.fromArray(F, b, b0 + p * NR);
      var v = FloatVector.fromArray(F, b, b0 + p * NR + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p]);
      x0 = fma(e0, u, x0);
      y0 = fma(e0, v, y0);
      var e1 = FloatVector.broadcast(F, a[r1 + p]);
      x1 = fma(e1, u, x1);
      y1 = fma(e1, v, y1);
      var e2 = FloatVector.broadcast(F, a[r2 + p]);
      x2 = fma(e2, u, x2);
      y2 = fma(e2, v, y2);
      var e3 = FloatVector.broadcast(F, a[r3 + p]);
      x3 = fma(e3, u, x3);
      y3 = fma(e3, v, y3);
      var e4 = FloatVector.broadcast(F, a[r4 + p]);
      x4 = fma(e4, u, x4);
      y4 = fma(e4, v, y4);
      var e5 = FloatVector.broadcast(F, a[r5 + p]);
      x5 = fma(e5, u, x5);
      y5 = fma(e5, v, y5);
    }
    put(x0, y0, c, c0, add);
    put(x1, y1, c, c0 + ldc, add);
    put(x2, y2, c, c0 + 2 * ldc, add);
    put(x3, y3, c, c0 + 3 * ldc, add);
    put(x4, y4, c, c0 + 4 * ldc, add);
    put(x5, y5, c, c0 + 5 * ldc, add);
  }

  /// 6 rows, A as a packed panel, 6 elements for each step of the sum.
  private static void panel6(
      float[] a, int a0, float[] b, int b0, int k, float[] c, int c0, int ldc, boolean add) {
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
      var u = FloatVector.fromArray(F, b, b0 + p * NR);
      var v = FloatVector.fromArray(F, b, b0 + p * NR + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p * 6 + 0]);
      x0 = fma(e0, u, x0);
      y0 = fma(e0, v, y0);
      var e1 = FloatVector.broadcast(F, a[a0 + p * 6 + 1]);
      x1 = fma(e1, u, x1);
      y1 = fma(e1, v, y1);
      var e2 = FloatVector.broadcast(F, a[a0 + p * 6 + 2]);
      x2 = fma(e2, u, x2);
      y2 = fma(e2, v, y2);
      var e3 = FloatVector.broadcast(F, a[a0 + p * 6 + 3]);
      x3 = fma(e3, u, x3);
      y3 = fma(e3, v, y3);
      var e4 = FloatVector.broadcast(F, a[a0 + p * 6 + 4]);
      x4 = fma(e4, u, x4);
      y4 = fma(e4, v, y4);
      var e5 = FloatVector.broadcast(F, a[a0 + p * 6 + 5]);
      x5 = fma(e5, u, x5);
      y5 = fma(e5, v, y5);
    }
    put(x0, y0, c, c0, add);
    put(x1, y1, c, c0 + ldc, add);
    put(x2, y2, c, c0 + 2 * ldc, add);
    put(x3, y3, c, c0 + 3 * ldc, add);
    put(x4, y4, c, c0 + 4 * ldc, add);
    put(x5, y5, c, c0 + 5 * ldc, add);
  }

  /// 8 rows, A as rows with distance `lda`; rows at and beyond `rows` repeat the last.
  private static void rows8(
      float[] a,
      int a0,
      int lda,
      int rows,
      float[] b,
      int b0,
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
      var u = FloatVector.fromArray(F, b, b0 + p * NR);
      var v = FloatVector.fromArray(F, b, b0 + p * NR + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p]);
      x0 = fma(e0, u, x0);
      y0 = fma(e0, v, y0);
      var e1 = FloatVector.broadcast(F, a[r1 + p]);
      x1 = fma(e1, u, x1);
      y1 = fma(e1, v, y1);
      var e2 = FloatVector.broadcast(F, a[r2 + p]);
      x2 = fma(e2, u, x2);
      y2 = fma(e2, v, y2);
      var e3 = FloatVector.broadcast(F, a[r3 + p]);
      x3 = fma(e3, u, x3);
      y3 = fma(e3, v, y3);
      var e4 = FloatVector.broadcast(F, a[r4 + p]);
      x4 = fma(e4, u, x4);
      y4 = fma(e4, v, y4);
      var e5 = FloatVector.broadcast(F, a[r5 + p]);
      x5 = fma(e5, u, x5);
      y5 = fma(e5, v, y5);
      var e6 = FloatVector.broadcast(F, a[r6 + p]);
      x6 = fma(e6, u, x6);
      y6 = fma(e6, v, y6);
      var e7 = FloatVector.broadcast(F, a[r7 + p]);
      x7 = fma(e7, u, x7);
      y7 = fma(e7, v, y7);
    }
    put(x0, y0, c, c0, add);
    put(x1, y1, c, c0 + ldc, add);
    put(x2, y2, c, c0 + 2 * ldc, add);
    put(x3, y3, c, c0 + 3 * ldc, add);
    put(x4, y4, c, c0 + 4 * ldc, add);
    put(x5, y5, c, c0 + 5 * ldc, add);
    put(x6, y6, c, c0 + 6 * ldc, add);
    put(x7, y7, c, c0 + 7 * ldc, add);
  }

  /// 8 rows, A as a packed panel, 8 elements for each step of the sum.
  private static void panel8(
      float[] a, int a0, float[] b, int b0, int k, float[] c, int c0, int ldc, boolean add) {
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
      var u = FloatVector.fromArray(F, b, b0 + p * NR);
      var v = FloatVector.fromArray(F, b, b0 + p * NR + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p * 8 + 0]);
      x0 = fma(e0, u, x0);
      y0 = fma(e0, v, y0);
      var e1 = FloatVector.broadcast(F, a[a0 + p * 8 + 1]);
      x1 = fma(e1, u, x1);
      y1 = fma(e1, v, y1);
      var e2 = FloatVector.broadcast(F, a[a0 + p * 8 + 2]);
      x2 = fma(e2, u, x2);
      y2 = fma(e2, v, y2);
      var e3 = FloatVector.broadcast(F, a[a0 + p * 8 + 3]);
      x3 = fma(e3, u, x3);
      y3 = fma(e3, v, y3);
      var e4 = FloatVector.broadcast(F, a[a0 + p * 8 + 4]);
      x4 = fma(e4, u, x4);
      y4 = fma(e4, v, y4);
      var e5 = FloatVector.broadcast(F, a[a0 + p * 8 + 5]);
      x5 = fma(e5, u, x5);
      y5 = fma(e5, v, y5);
      var e6 = FloatVector.broadcast(F, a[a0 + p * 8 + 6]);
      x6 = fma(e6, u, x6);
      y6 = fma(e6, v, y6);
      var e7 = FloatVector.broadcast(F, a[a0 + p * 8 + 7]);
      x7 = fma(e7, u, x7);
      y7 = fma(e7, v, y7);
    }
    put(x0, y0, c, c0, add);
    put(x1, y1, c, c0 + ldc, add);
    put(x2, y2, c, c0 + 2 * ldc, add);
    put(x3, y3, c, c0 + 3 * ldc, add);
    put(x4, y4, c, c0 + 4 * ldc, add);
    put(x5, y5, c, c0 + 5 * ldc, add);
    put(x6, y6, c, c0 + 6 * ldc, add);
    put(x7, y7, c, c0 + 7 * ldc, add);
  }
}
