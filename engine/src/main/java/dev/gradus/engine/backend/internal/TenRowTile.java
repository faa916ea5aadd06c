package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;

/// A register tile of ten rows by two vectors, for the batches of 10, 20 or 50 that are common and
/// that tiles of eight rows do not fill. Needs 32 vector registers. The sums are those of
/// [GemmTile].
final class TenRowTile {
  /// Rows.
  static final int ROWS = 10;

  private TenRowTile() {}

  /// Whether a block of so many rows is for such tiles.
  static boolean fits(int rows) {
    return Lanes.MANY_REGISTERS && rows % ROWS == 0 && rows % Lanes.MR != 0;
  }

  /// Sets or adds to a tile of C from a packed panel.
  ///
  /// @param cols columns that exist, up to [Lanes#NR]
  /// @param edge room for a whole tile, used if this one is not whole
  static void rows(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int k,
      float[] c,
      int c0,
      int ldc,
      int cols,
      boolean add,
      float[] edge) {
    if (cols == NR) {
      rows(a, a0, lda, b, b0, NR, k, c, c0, ldc, add);
    } else if (cols <= VL) {
      narrow(a, a0, lda, b, b0, NR, k, edge);
      GemmTile.merge(edge, 0, ROWS, cols, c, c0, ldc, add);
    } else {
      rows(a, a0, lda, b, b0, NR, k, edge, 0, NR, false);
      GemmTile.merge(edge, 0, ROWS, cols, c, c0, ldc, add);
    }
  }

  /// Sets or adds to a whole tile of C.
  ///
  /// @param ldb from a step of the sum to the next in B: [Lanes#NR] for a packed panel, more for
  ///   columns read where they lie, which pays if no other tile reads them
  static void rows(
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
    int r1 = a0 + lda;
    int r2 = a0 + 2 * lda;
    int r3 = a0 + 3 * lda;
    int r4 = a0 + 4 * lda;
    int r5 = a0 + 5 * lda;
    int r6 = a0 + 6 * lda;
    int r7 = a0 + 7 * lda;
    int r8 = a0 + 8 * lda;
    int r9 = a0 + 9 * lda;
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
    var x8 = FloatVector.zero(F);
    var y8 = FloatVector.zero(F);
    var x9 = FloatVector.zero(F);
    var y9 = FloatVector.zero(F);
    for (int p = 0; p < k; p++) {
      var u = FloatVector.fromArray(F, b, b0 + p * ldb);
      var v = FloatVector.fromArray(F, b, b0 + p * ldb + VL);
      var e0 = FloatVector.broadcast(F, a[a0 + p]);
      x0 = e0.fma(u, x0);
      y0 = e0.fma(v, y0);
      var e1 = FloatVector.broadcast(F, a[r1 + p]);
      x1 = e1.fma(u, x1);
      y1 = e1.fma(v, y1);
      var e2 = FloatVector.broadcast(F, a[r2 + p]);
      x2 = e2.fma(u, x2);
      y2 = e2.fma(v, y2);
      var e3 = FloatVector.broadcast(F, a[r3 + p]);
      x3 = e3.fma(u, x3);
      y3 = e3.fma(v, y3);
      var e4 = FloatVector.broadcast(F, a[r4 + p]);
      x4 = e4.fma(u, x4);
      y4 = e4.fma(v, y4);
      var e5 = FloatVector.broadcast(F, a[r5 + p]);
      x5 = e5.fma(u, x5);
      y5 = e5.fma(v, y5);
      var e6 = FloatVector.broadcast(F, a[r6 + p]);
      x6 = e6.fma(u, x6);
      y6 = e6.fma(v, y6);
      var e7 = FloatVector.broadcast(F, a[r7 + p]);
      x7 = e7.fma(u, x7);
      y7 = e7.fma(v, y7);
      var e8 = FloatVector.broadcast(F, a[r8 + p]);
      x8 = e8.fma(u, x8);
      y8 = e8.fma(v, y8);
      var e9 = FloatVector.broadcast(F, a[r9 + p]);
      x9 = e9.fma(u, x9);
      y9 = e9.fma(v, y9);
    }
    int to = c0;
    (add ? FloatVector.fromArray(F, c, to).add(x0) : x0).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y0) : y0).intoArray(c, to + VL);
    to += ldc;
    (add ? FloatVector.fromArray(F, c, to).add(x1) : x1).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y1) : y1).intoArray(c, to + VL);
    to += ldc;
    (add ? FloatVector.fromArray(F, c, to).add(x2) : x2).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y2) : y2).intoArray(c, to + VL);
    to += ldc;
    (add ? FloatVector.fromArray(F, c, to).add(x3) : x3).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y3) : y3).intoArray(c, to + VL);
    to += ldc;
    (add ? FloatVector.fromArray(F, c, to).add(x4) : x4).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y4) : y4).intoArray(c, to + VL);
    to += ldc;
    (add ? FloatVector.fromArray(F, c, to).add(x5) : x5).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y5) : y5).intoArray(c, to + VL);
    to += ldc;
    (add ? FloatVector.fromArray(F, c, to).add(x6) : x6).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y6) : y6).intoArray(c, to + VL);
    to += ldc;
    (add ? FloatVector.fromArray(F, c, to).add(x7) : x7).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y7) : y7).intoArray(c, to + VL);
    to += ldc;
    (add ? FloatVector.fromArray(F, c, to).add(x8) : x8).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y8) : y8).intoArray(c, to + VL);
    to += ldc;
    (add ? FloatVector.fromArray(F, c, to).add(x9) : x9).intoArray(c, to);
    (add ? FloatVector.fromArray(F, c, to + VL).add(y9) : y9).intoArray(c, to + VL);
  }

  /// A tile of one vector, for the last columns of a matrix, to a whole tile's place.
  ///
  /// @param ldb from a step of the sum to the next in B
  static void narrow(float[] a, int a0, int lda, float[] b, int b0, int ldb, int k, float[] c) {
    int r1 = a0 + lda;
    int r2 = a0 + 2 * lda;
    int r3 = a0 + 3 * lda;
    int r4 = a0 + 4 * lda;
    int r5 = a0 + 5 * lda;
    int r6 = a0 + 6 * lda;
    int r7 = a0 + 7 * lda;
    int r8 = a0 + 8 * lda;
    int r9 = a0 + 9 * lda;
    var x0 = FloatVector.zero(F);
    var x1 = FloatVector.zero(F);
    var x2 = FloatVector.zero(F);
    var x3 = FloatVector.zero(F);
    var x4 = FloatVector.zero(F);
    var x5 = FloatVector.zero(F);
    var x6 = FloatVector.zero(F);
    var x7 = FloatVector.zero(F);
    var x8 = FloatVector.zero(F);
    var x9 = FloatVector.zero(F);
    for (int p = 0; p < k; p++) {
      var u = FloatVector.fromArray(F, b, b0 + p * ldb);
      var e0 = FloatVector.broadcast(F, a[a0 + p]);
      x0 = e0.fma(u, x0);
      var e1 = FloatVector.broadcast(F, a[r1 + p]);
      x1 = e1.fma(u, x1);
      var e2 = FloatVector.broadcast(F, a[r2 + p]);
      x2 = e2.fma(u, x2);
      var e3 = FloatVector.broadcast(F, a[r3 + p]);
      x3 = e3.fma(u, x3);
      var e4 = FloatVector.broadcast(F, a[r4 + p]);
      x4 = e4.fma(u, x4);
      var e5 = FloatVector.broadcast(F, a[r5 + p]);
      x5 = e5.fma(u, x5);
      var e6 = FloatVector.broadcast(F, a[r6 + p]);
      x6 = e6.fma(u, x6);
      var e7 = FloatVector.broadcast(F, a[r7 + p]);
      x7 = e7.fma(u, x7);
      var e8 = FloatVector.broadcast(F, a[r8 + p]);
      x8 = e8.fma(u, x8);
      var e9 = FloatVector.broadcast(F, a[r9 + p]);
      x9 = e9.fma(u, x9);
    }
    x0.intoArray(c, 0 * NR);
    x1.intoArray(c, 1 * NR);
    x2.intoArray(c, 2 * NR);
    x3.intoArray(c, 3 * NR);
    x4.intoArray(c, 4 * NR);
    x5.intoArray(c, 5 * NR);
    x6.intoArray(c, 6 * NR);
    x7.intoArray(c, 7 * NR);
    x8.intoArray(c, 8 * NR);
    x9.intoArray(c, 9 * NR);
  }
}
