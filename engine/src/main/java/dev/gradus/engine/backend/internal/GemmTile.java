package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.FMA;
import static dev.gradus.engine.backend.internal.Lanes.MANY_REGISTERS;
import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

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
    if (cols <= VL) {
      narrow(a, a0, lda, 1, rows, b, b0, k, edge);
      merge(edge, 0, rows, cols, c, c0, ldc, add);
      return;
    }
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
      merge(edge, 0, rows, cols, c, c0, ldc, add);
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
    if (cols <= VL) {
      narrow(a, a0, 1, MR, rows, b, b0, k, edge);
      merge(edge, 0, rows, cols, c, c0, ldc, add);
      return;
    }
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
      merge(edge, 0, rows, cols, c, c0, ldc, add);
    }
  }

  /// Adds to or sets a whole tile of C from A stored [k, m] and B stored [k, n], both where they
  /// lie.
  ///
  /// @param lda from a step of the sum to the next in A
  /// @param ldb the same in B
  static void strided(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      int k,
      float[] c,
      int c0,
      int ldc,
      boolean add) {
    if (MANY_REGISTERS) {
      strided8(a, a0, lda, b, b0, ldb, k, c, c0, ldc, add);
    } else {
      strided6(a, a0, lda, b, b0, ldb, k, c, c0, ldc, add);
    }
  }

  /// Copies or adds what exists of a tile, rows of [Lanes#NR] from `edge0` on, to C.
  static void merge(
      float[] edge, int edge0, int rows, int cols, float[] c, int c0, int ldc, boolean add) {
    for (int i = 0; i < rows; i++) {
      int from = edge0 + i * NR;
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

  // The kernels call nothing but methods of the vector classes: the compiler inlines those at any
  // size, while helper methods of our own would stop being inlined in bodies of this length, and
  // vectors would become objects.

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
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[a0 + p * 6 + 1]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[a0 + p * 6 + 2]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[a0 + p * 6 + 3]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      y3 = FMA ? e3.fma(v, y3) : e3.mul(v).add(y3);
      var e4 = FloatVector.broadcast(F, a[a0 + p * 6 + 4]);
      x4 = FMA ? e4.fma(u, x4) : e4.mul(u).add(x4);
      y4 = FMA ? e4.fma(v, y4) : e4.mul(v).add(y4);
      var e5 = FloatVector.broadcast(F, a[a0 + p * 6 + 5]);
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
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[a0 + p * 8 + 1]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[a0 + p * 8 + 2]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[a0 + p * 8 + 3]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      y3 = FMA ? e3.fma(v, y3) : e3.mul(v).add(y3);
      var e4 = FloatVector.broadcast(F, a[a0 + p * 8 + 4]);
      x4 = FMA ? e4.fma(u, x4) : e4.mul(u).add(x4);
      y4 = FMA ? e4.fma(v, y4) : e4.mul(v).add(y4);
      var e5 = FloatVector.broadcast(F, a[a0 + p * 8 + 5]);
      x5 = FMA ? e5.fma(u, x5) : e5.mul(u).add(x5);
      y5 = FMA ? e5.fma(v, y5) : e5.mul(v).add(y5);
      var e6 = FloatVector.broadcast(F, a[a0 + p * 8 + 6]);
      x6 = FMA ? e6.fma(u, x6) : e6.mul(u).add(x6);
      y6 = FMA ? e6.fma(v, y6) : e6.mul(v).add(y6);
      var e7 = FloatVector.broadcast(F, a[a0 + p * 8 + 7]);
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

  private static void strided6(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      int k,
      float[] c,
      int c0,
      int ldc,
      boolean add) {
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
      var u = FloatVector.fromArray(F, b, b0 + p * ldb);
      var v = FloatVector.fromArray(F, b, b0 + p * ldb + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p * lda + 0]);
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[a0 + p * lda + 1]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[a0 + p * lda + 2]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[a0 + p * lda + 3]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      y3 = FMA ? e3.fma(v, y3) : e3.mul(v).add(y3);
      var e4 = FloatVector.broadcast(F, a[a0 + p * lda + 4]);
      x4 = FMA ? e4.fma(u, x4) : e4.mul(u).add(x4);
      y4 = FMA ? e4.fma(v, y4) : e4.mul(v).add(y4);
      var e5 = FloatVector.broadcast(F, a[a0 + p * lda + 5]);
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

  private static void strided8(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      int k,
      float[] c,
      int c0,
      int ldc,
      boolean add) {
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
      var u = FloatVector.fromArray(F, b, b0 + p * ldb);
      var v = FloatVector.fromArray(F, b, b0 + p * ldb + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p * lda + 0]);
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[a0 + p * lda + 1]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[a0 + p * lda + 2]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[a0 + p * lda + 3]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      y3 = FMA ? e3.fma(v, y3) : e3.mul(v).add(y3);
      var e4 = FloatVector.broadcast(F, a[a0 + p * lda + 4]);
      x4 = FMA ? e4.fma(u, x4) : e4.mul(u).add(x4);
      y4 = FMA ? e4.fma(v, y4) : e4.mul(v).add(y4);
      var e5 = FloatVector.broadcast(F, a[a0 + p * lda + 5]);
      x5 = FMA ? e5.fma(u, x5) : e5.mul(u).add(x5);
      y5 = FMA ? e5.fma(v, y5) : e5.mul(v).add(y5);
      var e6 = FloatVector.broadcast(F, a[a0 + p * lda + 6]);
      x6 = FMA ? e6.fma(u, x6) : e6.mul(u).add(x6);
      y6 = FMA ? e6.fma(v, y6) : e6.mul(v).add(y6);
      var e7 = FloatVector.broadcast(F, a[a0 + p * lda + 7]);
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

  /// A tile of one vector, for the last columns of a matrix: eight rows, to a whole tile's place.
  ///
  /// @param row from a row to the next in A
  /// @param step from a step of the sum to the next in A
  private static void narrow(
      float[] a, int a0, int row, int step, int rows, float[] b, int b0, int k, float[] c) {
    int r1 = a0 + Math.min(1, rows - 1) * row;
    int r2 = a0 + Math.min(2, rows - 1) * row;
    int r3 = a0 + Math.min(3, rows - 1) * row;
    int r4 = a0 + Math.min(4, rows - 1) * row;
    int r5 = a0 + Math.min(5, rows - 1) * row;
    int r6 = a0 + Math.min(6, rows - 1) * row;
    int r7 = a0 + Math.min(7, rows - 1) * row;
    var x0 = FloatVector.zero(F);
    var x1 = FloatVector.zero(F);
    var x2 = FloatVector.zero(F);
    var x3 = FloatVector.zero(F);
    var x4 = FloatVector.zero(F);
    var x5 = FloatVector.zero(F);
    var x6 = FloatVector.zero(F);
    var x7 = FloatVector.zero(F);
    for (int p = 0; p < k; p++) {
      var u = FloatVector.fromArray(F, b, b0 + p * NR);
      int q = p * step;
      var e0 = FloatVector.broadcast(F, a[a0 + q]);
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      var e1 = FloatVector.broadcast(F, a[r1 + q]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      var e2 = FloatVector.broadcast(F, a[r2 + q]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      var e3 = FloatVector.broadcast(F, a[r3 + q]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      var e4 = FloatVector.broadcast(F, a[r4 + q]);
      x4 = FMA ? e4.fma(u, x4) : e4.mul(u).add(x4);
      var e5 = FloatVector.broadcast(F, a[r5 + q]);
      x5 = FMA ? e5.fma(u, x5) : e5.mul(u).add(x5);
      var e6 = FloatVector.broadcast(F, a[r6 + q]);
      x6 = FMA ? e6.fma(u, x6) : e6.mul(u).add(x6);
      var e7 = FloatVector.broadcast(F, a[r7 + q]);
      x7 = FMA ? e7.fma(u, x7) : e7.mul(u).add(x7);
    }
    x0.intoArray(c, 0 * NR);
    x1.intoArray(c, 1 * NR);
    x2.intoArray(c, 2 * NR);
    x3.intoArray(c, 3 * NR);
    x4.intoArray(c, 4 * NR);
    x5.intoArray(c, 5 * NR);
    if (MR > 6) {
      x6.intoArray(c, 6 * NR);
      x7.intoArray(c, 7 * NR);
    }
  }
}
