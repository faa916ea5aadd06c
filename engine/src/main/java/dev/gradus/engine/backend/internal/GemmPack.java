package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Copies blocks of matrices into the order in which [GemmTile] reads them.
final class GemmPack {
  // in round s, lanes whose bit of the number 8 >> s is set change places between two vectors
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_512;
  private static final int[] LOW = new int[64];
  private static final int[] TOP = new int[64];

  static {
    for (int s = 0; s < 4; s++) {
      int d = 8 >> s;
      for (int l = 0; l < 16; l++) {
        LOW[s * 16 + l] = (l & d) == 0 ? l : 16 + l - d;
        TOP[s * 16 + l] = (l & d) == 0 ? l + d : 16 + l;
      }
    }
  }

  private GemmPack() {}

  /// One panel of B stored [k, n]: `cols` columns from `b0`, missing ones zero.
  static void columns(float[] b, int b0, int ldb, int k, int cols, float[] t, int t0) {
    if (cols == NR) {
      for (int p = 0; p < k; p++) {
        FloatVector.fromArray(F, b, b0 + p * ldb).intoArray(t, t0 + p * NR);
        FloatVector.fromArray(F, b, b0 + p * ldb + VL).intoArray(t, t0 + p * NR + VL);
      }
      return;
    }
    for (int p = 0; p < k; p++) {
      int from = b0 + p * ldb;
      int to = t0 + p * NR;
      for (int j = 0; j < cols; j++) {
        t[to + j] = b[from + j];
      }
      for (int j = cols; j < NR; j++) {
        t[to + j] = 0;
      }
    }
  }

  /// Panels of B stored [k, n], one behind the other: `cols` columns from `b0`, row by row, so that
  /// memory is read in long runs.
  static void panels(float[] b, int b0, int ldb, int k, int cols, float[] t) {
    int whole = cols / NR * NR;
    for (int p = 0; p < k; p++) {
      int from = b0 + p * ldb;
      int to = p * NR;
      for (int j = 0; j < whole; j += NR) {
        FloatVector.fromArray(F, b, from + j).intoArray(t, to + j * k);
        FloatVector.fromArray(F, b, from + j + VL).intoArray(t, to + j * k + VL);
      }
    }
    if (whole < cols) {
      columns(b, b0 + whole, ldb, k, cols - whole, t, whole * k);
    }
  }

  /// One panel of B stored [n, k].
  static void rows(float[] b, int b0, int ldb, int k, int cols, float[] t, int t0) {
    int j = 0;
    int whole = VL == 16 ? k - k % 16 : 0;
    for (; whole > 0 && j <= cols - 16; j += 16) {
      sixteen(b, b0 + j * ldb, ldb, whole, t, t0 + j);
      for (int p = whole; p < k; p++) {
        for (int i = j; i < j + 16; i++) {
          t[t0 + p * NR + i] = b[b0 + i * ldb + p];
        }
      }
    }
    for (; j <= cols - 4; j += 4) {
      int r0 = b0 + j * ldb;
      int r1 = r0 + ldb;
      int r2 = r1 + ldb;
      int r3 = r2 + ldb;
      int to = t0 + j;
      for (int p = 0; p < k; p++) {
        t[to + p * NR] = b[r0 + p];
        t[to + p * NR + 1] = b[r1 + p];
        t[to + p * NR + 2] = b[r2 + p];
        t[to + p * NR + 3] = b[r3 + p];
      }
    }
    for (; j < NR; j++) {
      int r = b0 + j * ldb;
      boolean real = j < cols;
      for (int p = 0; p < k; p++) {
        t[t0 + p * NR + j] = real ? b[r + p] : 0f;
      }
    }
  }

  /// Sixteen rows as columns: squares of sixteen vectors change places in four rounds.
  private static void sixteen(float[] b, int b0, int ldb, int k, float[] t, int t0) {
    var low8 = IntVector.fromArray(I, LOW, 0);
    var top8 = IntVector.fromArray(I, TOP, 0);
    var low4 = IntVector.fromArray(I, LOW, 16);
    var top4 = IntVector.fromArray(I, TOP, 16);
    var low2 = IntVector.fromArray(I, LOW, 32);
    var top2 = IntVector.fromArray(I, TOP, 32);
    var low1 = IntVector.fromArray(I, LOW, 48);
    var top1 = IntVector.fromArray(I, TOP, 48);
    for (int p = 0; p < k; p += 16) {
      int from = b0 + p;
      var r0 = FloatVector.fromArray(F, b, from + 0 * ldb).reinterpretAsInts();
      var r1 = FloatVector.fromArray(F, b, from + 1 * ldb).reinterpretAsInts();
      var r2 = FloatVector.fromArray(F, b, from + 2 * ldb).reinterpretAsInts();
      var r3 = FloatVector.fromArray(F, b, from + 3 * ldb).reinterpretAsInts();
      var r4 = FloatVector.fromArray(F, b, from + 4 * ldb).reinterpretAsInts();
      var r5 = FloatVector.fromArray(F, b, from + 5 * ldb).reinterpretAsInts();
      var r6 = FloatVector.fromArray(F, b, from + 6 * ldb).reinterpretAsInts();
      var r7 = FloatVector.fromArray(F, b, from + 7 * ldb).reinterpretAsInts();
      var r8 = FloatVector.fromArray(F, b, from + 8 * ldb).reinterpretAsInts();
      var r9 = FloatVector.fromArray(F, b, from + 9 * ldb).reinterpretAsInts();
      var r10 = FloatVector.fromArray(F, b, from + 10 * ldb).reinterpretAsInts();
      var r11 = FloatVector.fromArray(F, b, from + 11 * ldb).reinterpretAsInts();
      var r12 = FloatVector.fromArray(F, b, from + 12 * ldb).reinterpretAsInts();
      var r13 = FloatVector.fromArray(F, b, from + 13 * ldb).reinterpretAsInts();
      var r14 = FloatVector.fromArray(F, b, from + 14 * ldb).reinterpretAsInts();
      var r15 = FloatVector.fromArray(F, b, from + 15 * ldb).reinterpretAsInts();
      var e0 = low8.selectFrom(r0, r8);
      var e8 = top8.selectFrom(r0, r8);
      var e1 = low8.selectFrom(r1, r9);
      var e9 = top8.selectFrom(r1, r9);
      var e2 = low8.selectFrom(r2, r10);
      var e10 = top8.selectFrom(r2, r10);
      var e3 = low8.selectFrom(r3, r11);
      var e11 = top8.selectFrom(r3, r11);
      var e4 = low8.selectFrom(r4, r12);
      var e12 = top8.selectFrom(r4, r12);
      var e5 = low8.selectFrom(r5, r13);
      var e13 = top8.selectFrom(r5, r13);
      var e6 = low8.selectFrom(r6, r14);
      var e14 = top8.selectFrom(r6, r14);
      var e7 = low8.selectFrom(r7, r15);
      var e15 = top8.selectFrom(r7, r15);
      var f0 = low4.selectFrom(e0, e4);
      var f4 = top4.selectFrom(e0, e4);
      var f1 = low4.selectFrom(e1, e5);
      var f5 = top4.selectFrom(e1, e5);
      var f2 = low4.selectFrom(e2, e6);
      var f6 = top4.selectFrom(e2, e6);
      var f3 = low4.selectFrom(e3, e7);
      var f7 = top4.selectFrom(e3, e7);
      var f8 = low4.selectFrom(e8, e12);
      var f12 = top4.selectFrom(e8, e12);
      var f9 = low4.selectFrom(e9, e13);
      var f13 = top4.selectFrom(e9, e13);
      var f10 = low4.selectFrom(e10, e14);
      var f14 = top4.selectFrom(e10, e14);
      var f11 = low4.selectFrom(e11, e15);
      var f15 = top4.selectFrom(e11, e15);
      var g0 = low2.selectFrom(f0, f2);
      var g2 = top2.selectFrom(f0, f2);
      var g1 = low2.selectFrom(f1, f3);
      var g3 = top2.selectFrom(f1, f3);
      var g4 = low2.selectFrom(f4, f6);
      var g6 = top2.selectFrom(f4, f6);
      var g5 = low2.selectFrom(f5, f7);
      var g7 = top2.selectFrom(f5, f7);
      var g8 = low2.selectFrom(f8, f10);
      var g10 = top2.selectFrom(f8, f10);
      var g9 = low2.selectFrom(f9, f11);
      var g11 = top2.selectFrom(f9, f11);
      var g12 = low2.selectFrom(f12, f14);
      var g14 = top2.selectFrom(f12, f14);
      var g13 = low2.selectFrom(f13, f15);
      var g15 = top2.selectFrom(f13, f15);
      var h0 = low1.selectFrom(g0, g1);
      var h1 = top1.selectFrom(g0, g1);
      var h2 = low1.selectFrom(g2, g3);
      var h3 = top1.selectFrom(g2, g3);
      var h4 = low1.selectFrom(g4, g5);
      var h5 = top1.selectFrom(g4, g5);
      var h6 = low1.selectFrom(g6, g7);
      var h7 = top1.selectFrom(g6, g7);
      var h8 = low1.selectFrom(g8, g9);
      var h9 = top1.selectFrom(g8, g9);
      var h10 = low1.selectFrom(g10, g11);
      var h11 = top1.selectFrom(g10, g11);
      var h12 = low1.selectFrom(g12, g13);
      var h13 = top1.selectFrom(g12, g13);
      var h14 = low1.selectFrom(g14, g15);
      var h15 = top1.selectFrom(g14, g15);
      int to = t0 + p * NR;
      h0.reinterpretAsFloats().intoArray(t, to + 0 * NR);
      h1.reinterpretAsFloats().intoArray(t, to + 1 * NR);
      h2.reinterpretAsFloats().intoArray(t, to + 2 * NR);
      h3.reinterpretAsFloats().intoArray(t, to + 3 * NR);
      h4.reinterpretAsFloats().intoArray(t, to + 4 * NR);
      h5.reinterpretAsFloats().intoArray(t, to + 5 * NR);
      h6.reinterpretAsFloats().intoArray(t, to + 6 * NR);
      h7.reinterpretAsFloats().intoArray(t, to + 7 * NR);
      h8.reinterpretAsFloats().intoArray(t, to + 8 * NR);
      h9.reinterpretAsFloats().intoArray(t, to + 9 * NR);
      h10.reinterpretAsFloats().intoArray(t, to + 10 * NR);
      h11.reinterpretAsFloats().intoArray(t, to + 11 * NR);
      h12.reinterpretAsFloats().intoArray(t, to + 12 * NR);
      h13.reinterpretAsFloats().intoArray(t, to + 13 * NR);
      h14.reinterpretAsFloats().intoArray(t, to + 14 * NR);
      h15.reinterpretAsFloats().intoArray(t, to + 15 * NR);
    }
  }

  /// Panels of A stored [k, m]: `rows` columns of it from `a0` in groups of [Lanes#MR]. The target
  /// needs one vector more than its size.
  static void transposed(float[] a, int a0, int lda, int k, int rows, float[] t) {
    for (int i = 0; i < rows; i += MR) {
      int t0 = i * k;
      int valid = Math.min(MR, rows - i);
      if (valid == MR && VL >= MR && a0 + (k - 1) * lda + i + VL <= a.length) {
        // a whole vector for MR elements: what is too much is overwritten by the next
        for (int p = 0; p < k; p++) {
          FloatVector.fromArray(F, a, a0 + p * lda + i).intoArray(t, t0 + p * MR);
        }
      } else {
        for (int p = 0; p < k; p++) {
          for (int r = 0; r < MR; r++) {
            t[t0 + p * MR + r] = r < valid ? a[a0 + p * lda + i + r] : 0f;
          }
        }
      }
    }
  }

  /// The same as rows, each `k` long.
  static void turned(float[] a, int a0, int lda, int k, int rows, float[] t) {
    int i = 0;
    for (; i <= rows - 4; i += 4) {
      int from = a0 + i;
      int to = i * k;
      for (int p = 0; p < k; p++) {
        t[to + p] = a[from + p * lda];
        t[to + k + p] = a[from + p * lda + 1];
        t[to + 2 * k + p] = a[from + p * lda + 2];
        t[to + 3 * k + p] = a[from + p * lda + 3];
      }
    }
    for (; i < rows; i++) {
      for (int p = 0; p < k; p++) {
        t[i * k + p] = a[a0 + p * lda + i];
      }
    }
  }

  /// Copies `n` elements in whole vectors, up to a vector too many on both sides.
  static void spill(float[] from, int at, float[] to, int into, int n) {
    for (int i = 0; i < n; i += VL) {
      FloatVector.fromArray(Lanes.F, from, at + i).intoArray(to, into + i);
    }
  }
}
