package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.MR;
import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// Copies blocks of matrices into the order in which [GemmTile] reads them.
final class GemmPack {
  // lanes whose bit 8, 4, 2 or 1 is set change places between two vectors
  private static final VectorShuffle<Float> LOW8 = low(8);
  private static final VectorShuffle<Float> TOP8 = top(8);
  private static final VectorShuffle<Float> LOW4 = low(4);
  private static final VectorShuffle<Float> TOP4 = top(4);
  private static final VectorShuffle<Float> LOW2 = low(2);
  private static final VectorShuffle<Float> TOP2 = top(2);
  private static final VectorShuffle<Float> LOW1 = low(1);
  private static final VectorShuffle<Float> TOP1 = top(1);

  private GemmPack() {}

  private static VectorShuffle<Float> low(int bit) {
    return VectorShuffle.fromOp(F, l -> (l & bit) == 0 ? l : l - bit - VL);
  }

  private static VectorShuffle<Float> top(int bit) {
    return VectorShuffle.fromOp(F, l -> (l & bit) == 0 ? l + bit : l - VL);
  }

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

  /// Sixteen rows as columns: squares of sixteen vectors change places in four rounds, four vectors
  /// at a time, two rounds before and two after they lie in `t`. All sixteen at once are so much
  /// code that the compiler sometimes gives up and makes objects of vectors.
  private static void sixteen(float[] b, int b0, int ldb, int k, float[] t, int t0) {
    for (int p = 0; p < k; p += 16) {
      for (int i = 0; i < 4; i++) {
        int from = b0 + p + i * ldb;
        int to = t0 + (p + i) * NR;
        var r0 = FloatVector.fromArray(F, b, from);
        var r4 = FloatVector.fromArray(F, b, from + 4 * ldb);
        var r8 = FloatVector.fromArray(F, b, from + 8 * ldb);
        var r12 = FloatVector.fromArray(F, b, from + 12 * ldb);
        var e0 = r0.rearrange(LOW8, r8);
        var e8 = r0.rearrange(TOP8, r8);
        var e4 = r4.rearrange(LOW8, r12);
        var e12 = r4.rearrange(TOP8, r12);
        e0.rearrange(LOW4, e4).intoArray(t, to);
        e0.rearrange(TOP4, e4).intoArray(t, to + 4 * NR);
        e8.rearrange(LOW4, e12).intoArray(t, to + 8 * NR);
        e8.rearrange(TOP4, e12).intoArray(t, to + 12 * NR);
      }
    }
    neighbours(k, t, t0);
  }

  /// The last two rounds.
  private static void neighbours(int k, float[] t, int t0) {
    for (int p = 0; p < k; p += 4) {
      int at = t0 + p * NR;
      var f0 = FloatVector.fromArray(F, t, at);
      var f1 = FloatVector.fromArray(F, t, at + NR);
      var f2 = FloatVector.fromArray(F, t, at + 2 * NR);
      var f3 = FloatVector.fromArray(F, t, at + 3 * NR);
      var g0 = f0.rearrange(LOW2, f2);
      var g2 = f0.rearrange(TOP2, f2);
      var g1 = f1.rearrange(LOW2, f3);
      var g3 = f1.rearrange(TOP2, f3);
      g0.rearrange(LOW1, g1).intoArray(t, at);
      g0.rearrange(TOP1, g1).intoArray(t, at + NR);
      g2.rearrange(LOW1, g3).intoArray(t, at + 2 * NR);
      g2.rearrange(TOP1, g3).intoArray(t, at + 3 * NR);
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
