package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.FMA;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;

/// Products of a few rows of A with rows of B, both read where they lie: each lane of a vector has
/// a sum of its own, and the lanes are added in order at the end. Every element is the same chain
/// wherever it lies in a tile.
final class GemmDots {
  /// Rows of A in a tile.
  static final int ROWS = 4;

  /// Rows of B in a tile.
  static final int COLS = 3;

  private GemmDots() {}

  /// Adds to or sets a tile of C; rows of A and B are `k` long and apart.
  ///
  /// @param rows rows of A that exist, up to [#ROWS]
  /// @param cols rows of B that exist, up to [#COLS]
  /// @param room of at least twelve vectors
  static void tile(
      float[] a,
      int a0,
      int rows,
      float[] b,
      int b0,
      int cols,
      int k,
      float[] c,
      int c0,
      int ldc,
      boolean add,
      float[] room) {
    int a1 = a0 + Math.min(1, rows - 1) * k;
    int a2 = a0 + Math.min(2, rows - 1) * k;
    int a3 = a0 + Math.min(3, rows - 1) * k;
    int b1 = b0 + Math.min(1, cols - 1) * k;
    int b2 = b0 + Math.min(2, cols - 1) * k;
    var s00 = FloatVector.zero(F);
    var s01 = FloatVector.zero(F);
    var s02 = FloatVector.zero(F);
    var s10 = FloatVector.zero(F);
    var s11 = FloatVector.zero(F);
    var s12 = FloatVector.zero(F);
    var s20 = FloatVector.zero(F);
    var s21 = FloatVector.zero(F);
    var s22 = FloatVector.zero(F);
    var s30 = FloatVector.zero(F);
    var s31 = FloatVector.zero(F);
    var s32 = FloatVector.zero(F);
    int whole = k - k % VL;
    for (int p = 0; p < whole; p += VL) {
      var y0 = FloatVector.fromArray(F, b, b0 + p);
      var y1 = FloatVector.fromArray(F, b, b1 + p);
      var y2 = FloatVector.fromArray(F, b, b2 + p);
      var x0 = FloatVector.fromArray(F, a, a0 + p);
      s00 = FMA ? x0.fma(y0, s00) : x0.mul(y0).add(s00);
      s01 = FMA ? x0.fma(y1, s01) : x0.mul(y1).add(s01);
      s02 = FMA ? x0.fma(y2, s02) : x0.mul(y2).add(s02);
      var x1 = FloatVector.fromArray(F, a, a1 + p);
      s10 = FMA ? x1.fma(y0, s10) : x1.mul(y0).add(s10);
      s11 = FMA ? x1.fma(y1, s11) : x1.mul(y1).add(s11);
      s12 = FMA ? x1.fma(y2, s12) : x1.mul(y2).add(s12);
      var x2 = FloatVector.fromArray(F, a, a2 + p);
      s20 = FMA ? x2.fma(y0, s20) : x2.mul(y0).add(s20);
      s21 = FMA ? x2.fma(y1, s21) : x2.mul(y1).add(s21);
      s22 = FMA ? x2.fma(y2, s22) : x2.mul(y2).add(s22);
      var x3 = FloatVector.fromArray(F, a, a3 + p);
      s30 = FMA ? x3.fma(y0, s30) : x3.mul(y0).add(s30);
      s31 = FMA ? x3.fma(y1, s31) : x3.mul(y1).add(s31);
      s32 = FMA ? x3.fma(y2, s32) : x3.mul(y2).add(s32);
    }
    s00.intoArray(room, 0 * VL);
    s01.intoArray(room, 1 * VL);
    s02.intoArray(room, 2 * VL);
    s10.intoArray(room, 3 * VL);
    s11.intoArray(room, 4 * VL);
    s12.intoArray(room, 5 * VL);
    s20.intoArray(room, 6 * VL);
    s21.intoArray(room, 7 * VL);
    s22.intoArray(room, 8 * VL);
    s30.intoArray(room, 9 * VL);
    s31.intoArray(room, 10 * VL);
    s32.intoArray(room, 11 * VL);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        float sum = 0;
        int at = (i * COLS + j) * VL;
        for (int l = 0; l < VL; l++) {
          sum += room[at + l];
        }
        for (int p = whole; p < k; p++) {
          sum += a[a0 + i * k + p] * b[b0 + j * k + p];
        }
        int to = c0 + i * ldc + j;
        c[to] = add ? c[to] + sum : sum;
      }
    }
  }
}
