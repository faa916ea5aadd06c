package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.FMA;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;

/// The innermost kernels of [LaneConvKernel]: register tiles whose lanes are images.
final class LaneTile {
  /// Filters of a tile of gradients of weights.
  static final int FILTERS = 4;

  /// Patch elements of a tile of gradients of weights.
  static final int TAPS = 5;

  private LaneTile() {}

  /// Adds to or sets a tile of C, which has room for [Lanes#MR] rows: results of one position, a
  /// row for each filter, two vectors of images.
  ///
  /// @param a weights in panels: those of [Lanes#MR] filters lie together
  /// @param rows filters that exist, up to [Lanes#MR]; the rows of C behind them get anything
  /// @param b images
  /// @param table from `t0` on in pairs: how far each element of the patch is from `b0` in B, and
  ///   its weights from `a0` in A
  /// @param k elements that are summed
  static void rows(
      float[] a,
      int a0,
      int rows,
      float[] b,
      int b0,
      int[] table,
      int t0,
      int k,
      float[] c,
      int c0,
      int ldc,
      boolean add) {
    if (rows <= 4) {
      rows4(a, a0, b, b0, table, t0, k, c, c0, ldc, add);
    } else if (rows <= 6) {
      rows6(a, a0, b, b0, table, t0, k, c, c0, ldc, add);
    } else {
      rows8(a, a0, b, b0, table, t0, k, c, c0, ldc, add);
    }
  }

  // The kernels call nothing but methods of the vector classes; see GemmTile.

  private static void rows4(
      float[] a,
      int a0,
      float[] b,
      int b0,
      int[] table,
      int t0,
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
    for (int p = t0; p < t0 + 2 * k; p += 2) {
      int at = b0 + table[p];
      int from = a0 + table[p + 1];
      var u = FloatVector.fromArray(F, b, at);
      var v = FloatVector.fromArray(F, b, at + VL);
      var e0 = FloatVector.broadcast(F, a[from]);
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[from + 1]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[from + 2]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[from + 3]);
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
      float[] b,
      int b0,
      int[] table,
      int t0,
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
    for (int p = t0; p < t0 + 2 * k; p += 2) {
      int at = b0 + table[p];
      int from = a0 + table[p + 1];
      var u = FloatVector.fromArray(F, b, at);
      var v = FloatVector.fromArray(F, b, at + VL);
      var e0 = FloatVector.broadcast(F, a[from]);
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[from + 1]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[from + 2]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[from + 3]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      y3 = FMA ? e3.fma(v, y3) : e3.mul(v).add(y3);
      var e4 = FloatVector.broadcast(F, a[from + 4]);
      x4 = FMA ? e4.fma(u, x4) : e4.mul(u).add(x4);
      y4 = FMA ? e4.fma(v, y4) : e4.mul(v).add(y4);
      var e5 = FloatVector.broadcast(F, a[from + 5]);
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
      float[] b,
      int b0,
      int[] table,
      int t0,
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
    for (int p = t0; p < t0 + 2 * k; p += 2) {
      int at = b0 + table[p];
      int from = a0 + table[p + 1];
      var u = FloatVector.fromArray(F, b, at);
      var v = FloatVector.fromArray(F, b, at + VL);
      var e0 = FloatVector.broadcast(F, a[from]);
      x0 = FMA ? e0.fma(u, x0) : e0.mul(u).add(x0);
      y0 = FMA ? e0.fma(v, y0) : e0.mul(v).add(y0);
      var e1 = FloatVector.broadcast(F, a[from + 1]);
      x1 = FMA ? e1.fma(u, x1) : e1.mul(u).add(x1);
      y1 = FMA ? e1.fma(v, y1) : e1.mul(v).add(y1);
      var e2 = FloatVector.broadcast(F, a[from + 2]);
      x2 = FMA ? e2.fma(u, x2) : e2.mul(u).add(x2);
      y2 = FMA ? e2.fma(v, y2) : e2.mul(v).add(y2);
      var e3 = FloatVector.broadcast(F, a[from + 3]);
      x3 = FMA ? e3.fma(u, x3) : e3.mul(u).add(x3);
      y3 = FMA ? e3.fma(v, y3) : e3.mul(v).add(y3);
      var e4 = FloatVector.broadcast(F, a[from + 4]);
      x4 = FMA ? e4.fma(u, x4) : e4.mul(u).add(x4);
      y4 = FMA ? e4.fma(v, y4) : e4.mul(v).add(y4);
      var e5 = FloatVector.broadcast(F, a[from + 5]);
      x5 = FMA ? e5.fma(u, x5) : e5.mul(u).add(x5);
      y5 = FMA ? e5.fma(v, y5) : e5.mul(v).add(y5);
      var e6 = FloatVector.broadcast(F, a[from + 6]);
      x6 = FMA ? e6.fma(u, x6) : e6.mul(u).add(x6);
      y6 = FMA ? e6.fma(v, y6) : e6.mul(v).add(y6);
      var e7 = FloatVector.broadcast(F, a[from + 7]);
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

  /// Adds to the sums of a tile of gradients of weights: the vector of filter i and patch element j
  /// at s0 + (i * TAPS + j) * VL.
  ///
  /// @param x images; `at` says where in them each vector starts, without the shift of the element
  /// @param table shifts of the patch elements, `lastTap` the last that exists
  /// @param dy gradients, a filter every `dyStep`, of which `filters` exist
  static void filter(
      float[] x,
      int x0,
      int[] table,
      int tap,
      int lastTap,
      int[] at,
      int first,
      int count,
      float[] dy,
      int d0,
      int dyStep,
      int filters,
      float[] sums,
      int s0) {
    int t0 = x0 + table[tap];
    int t1 = x0 + table[Math.min(lastTap, tap + 1)];
    int t2 = x0 + table[Math.min(lastTap, tap + 2)];
    int t3 = x0 + table[Math.min(lastTap, tap + 3)];
    int t4 = x0 + table[Math.min(lastTap, tap + 4)];
    int g0 = d0;
    int g1 = d0 + Math.min(1, filters - 1) * dyStep;
    int g2 = d0 + Math.min(2, filters - 1) * dyStep;
    int g3 = d0 + Math.min(3, filters - 1) * dyStep;
    var s00 = FloatVector.fromArray(F, sums, s0 + 0 * VL);
    var s01 = FloatVector.fromArray(F, sums, s0 + 1 * VL);
    var s02 = FloatVector.fromArray(F, sums, s0 + 2 * VL);
    var s03 = FloatVector.fromArray(F, sums, s0 + 3 * VL);
    var s04 = FloatVector.fromArray(F, sums, s0 + 4 * VL);
    var s10 = FloatVector.fromArray(F, sums, s0 + 5 * VL);
    var s11 = FloatVector.fromArray(F, sums, s0 + 6 * VL);
    var s12 = FloatVector.fromArray(F, sums, s0 + 7 * VL);
    var s13 = FloatVector.fromArray(F, sums, s0 + 8 * VL);
    var s14 = FloatVector.fromArray(F, sums, s0 + 9 * VL);
    var s20 = FloatVector.fromArray(F, sums, s0 + 10 * VL);
    var s21 = FloatVector.fromArray(F, sums, s0 + 11 * VL);
    var s22 = FloatVector.fromArray(F, sums, s0 + 12 * VL);
    var s23 = FloatVector.fromArray(F, sums, s0 + 13 * VL);
    var s24 = FloatVector.fromArray(F, sums, s0 + 14 * VL);
    var s30 = FloatVector.fromArray(F, sums, s0 + 15 * VL);
    var s31 = FloatVector.fromArray(F, sums, s0 + 16 * VL);
    var s32 = FloatVector.fromArray(F, sums, s0 + 17 * VL);
    var s33 = FloatVector.fromArray(F, sums, s0 + 18 * VL);
    var s34 = FloatVector.fromArray(F, sums, s0 + 19 * VL);
    for (int p = 0; p < count; p++) {
      int xo = at[first + p];
      var a0 = FloatVector.fromArray(F, dy, g0 + p * VL);
      var a1 = FloatVector.fromArray(F, dy, g1 + p * VL);
      var a2 = FloatVector.fromArray(F, dy, g2 + p * VL);
      var a3 = FloatVector.fromArray(F, dy, g3 + p * VL);
      var b0 = FloatVector.fromArray(F, x, t0 + xo);
      s00 = FMA ? a0.fma(b0, s00) : a0.mul(b0).add(s00);
      s10 = FMA ? a1.fma(b0, s10) : a1.mul(b0).add(s10);
      s20 = FMA ? a2.fma(b0, s20) : a2.mul(b0).add(s20);
      s30 = FMA ? a3.fma(b0, s30) : a3.mul(b0).add(s30);
      var b1 = FloatVector.fromArray(F, x, t1 + xo);
      s01 = FMA ? a0.fma(b1, s01) : a0.mul(b1).add(s01);
      s11 = FMA ? a1.fma(b1, s11) : a1.mul(b1).add(s11);
      s21 = FMA ? a2.fma(b1, s21) : a2.mul(b1).add(s21);
      s31 = FMA ? a3.fma(b1, s31) : a3.mul(b1).add(s31);
      var b2 = FloatVector.fromArray(F, x, t2 + xo);
      s02 = FMA ? a0.fma(b2, s02) : a0.mul(b2).add(s02);
      s12 = FMA ? a1.fma(b2, s12) : a1.mul(b2).add(s12);
      s22 = FMA ? a2.fma(b2, s22) : a2.mul(b2).add(s22);
      s32 = FMA ? a3.fma(b2, s32) : a3.mul(b2).add(s32);
      var b3 = FloatVector.fromArray(F, x, t3 + xo);
      s03 = FMA ? a0.fma(b3, s03) : a0.mul(b3).add(s03);
      s13 = FMA ? a1.fma(b3, s13) : a1.mul(b3).add(s13);
      s23 = FMA ? a2.fma(b3, s23) : a2.mul(b3).add(s23);
      s33 = FMA ? a3.fma(b3, s33) : a3.mul(b3).add(s33);
      var b4 = FloatVector.fromArray(F, x, t4 + xo);
      s04 = FMA ? a0.fma(b4, s04) : a0.mul(b4).add(s04);
      s14 = FMA ? a1.fma(b4, s14) : a1.mul(b4).add(s14);
      s24 = FMA ? a2.fma(b4, s24) : a2.mul(b4).add(s24);
      s34 = FMA ? a3.fma(b4, s34) : a3.mul(b4).add(s34);
    }
    s00.intoArray(sums, s0 + 0 * VL);
    s01.intoArray(sums, s0 + 1 * VL);
    s02.intoArray(sums, s0 + 2 * VL);
    s03.intoArray(sums, s0 + 3 * VL);
    s04.intoArray(sums, s0 + 4 * VL);
    s10.intoArray(sums, s0 + 5 * VL);
    s11.intoArray(sums, s0 + 6 * VL);
    s12.intoArray(sums, s0 + 7 * VL);
    s13.intoArray(sums, s0 + 8 * VL);
    s14.intoArray(sums, s0 + 9 * VL);
    s20.intoArray(sums, s0 + 10 * VL);
    s21.intoArray(sums, s0 + 11 * VL);
    s22.intoArray(sums, s0 + 12 * VL);
    s23.intoArray(sums, s0 + 13 * VL);
    s24.intoArray(sums, s0 + 14 * VL);
    s30.intoArray(sums, s0 + 15 * VL);
    s31.intoArray(sums, s0 + 16 * VL);
    s32.intoArray(sums, s0 + 17 * VL);
    s33.intoArray(sums, s0 + 18 * VL);
    s34.intoArray(sums, s0 + 19 * VL);
  }
}
