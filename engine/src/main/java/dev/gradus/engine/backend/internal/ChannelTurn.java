package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// Turns sixteen planes of an image so that the sixteen numbers of a pixel lie together, inside a
/// border of zeros. For vectors of sixteen numbers.
final class ChannelTurn {
  /// Planes that are turned at once.
  static final int LANES = 16;

  // lanes whose bit 8, 4, 2 or 1 is set change places between two vectors
  private static final VectorShuffle<Float> LOW8 = low(8);
  private static final VectorShuffle<Float> TOP8 = top(8);
  private static final VectorShuffle<Float> LOW4 = low(4);
  private static final VectorShuffle<Float> TOP4 = top(4);
  private static final VectorShuffle<Float> LOW2 = low(2);
  private static final VectorShuffle<Float> TOP2 = top(2);
  private static final VectorShuffle<Float> LOW1 = low(1);
  private static final VectorShuffle<Float> TOP1 = top(1);

  private ChannelTurn() {}

  private static VectorShuffle<Float> low(int bit) {
    return VectorShuffle.fromOp(F, l -> (l & bit) == 0 ? l : l - bit - F.length());
  }

  private static VectorShuffle<Float> top(int bit) {
    return VectorShuffle.fromOp(F, l -> (l & bit) == 0 ? l + bit : l - F.length());
  }

  /// Planes of `height` x `width` from `a0`, one behind the other, to rows of `cols` pixels in `t`,
  /// `top` and `left` of them zero before the image; `rows` of them.
  static void bordered(
      float[] a,
      int a0,
      int height,
      int width,
      float[] t,
      int t0,
      int top,
      int left,
      int rows,
      int cols) {
    int plane = height * width;
    int first = Math.max(0, -top);
    int last = Math.min(height, rows - top);
    int from = Math.max(0, -left);
    int n = Math.min(width, cols - left) - from;
    if (first >= last || n <= 0 || last - first < rows || n < cols) {
      Arrays.fill(t, t0, t0 + rows * cols * LANES, 0f);
    }
    for (int y = first; y < last && n > 0; y++) {
      int to = t0 + ((top + y) * cols + left + from) * LANES;
      row(a, a0 + y * width + from, plane, n, t, to);
    }
  }

  /// `n` neighbouring pixels of sixteen planes `plane` apart.
  static void row(float[] a, int a0, int plane, int n, float[] t, int t0) {
    int whole = n / LANES * LANES;
    squares(a, a0, plane, whole, t, t0);
    neighbours(whole, t, t0);
    for (int c = 0; c < LANES; c++) {
      int from = a0 + c * plane;
      for (int p = whole; p < n; p++) {
        t[t0 + p * LANES + c] = a[from + p];
      }
    }
  }

  /// The first two of four rounds in which squares of sixteen vectors change places, four vectors
  /// at a time; all sixteen at once are so much code that the compiler may make objects of vectors.
  private static void squares(float[] a, int a0, int plane, int n, float[] t, int t0) {
    for (int p = 0; p < n; p += LANES) {
      for (int i = 0; i < 4; i++) {
        int from = a0 + p + i * plane;
        int to = t0 + (p + i) * LANES;
        var r0 = FloatVector.fromArray(F, a, from);
        var r4 = FloatVector.fromArray(F, a, from + 4 * plane);
        var r8 = FloatVector.fromArray(F, a, from + 8 * plane);
        var r12 = FloatVector.fromArray(F, a, from + 12 * plane);
        var e0 = r0.rearrange(LOW8, r8);
        var e8 = r0.rearrange(TOP8, r8);
        var e4 = r4.rearrange(LOW8, r12);
        var e12 = r4.rearrange(TOP8, r12);
        e0.rearrange(LOW4, e4).intoArray(t, to);
        e0.rearrange(TOP4, e4).intoArray(t, to + 4 * LANES);
        e8.rearrange(LOW4, e12).intoArray(t, to + 8 * LANES);
        e8.rearrange(TOP4, e12).intoArray(t, to + 12 * LANES);
      }
    }
  }

  /// The last two rounds.
  private static void neighbours(int n, float[] t, int t0) {
    for (int p = 0; p < n; p += 4) {
      int at = t0 + p * LANES;
      var f0 = FloatVector.fromArray(F, t, at);
      var f1 = FloatVector.fromArray(F, t, at + LANES);
      var f2 = FloatVector.fromArray(F, t, at + 2 * LANES);
      var f3 = FloatVector.fromArray(F, t, at + 3 * LANES);
      var g0 = f0.rearrange(LOW2, f2);
      var g2 = f0.rearrange(TOP2, f2);
      var g1 = f1.rearrange(LOW2, f3);
      var g3 = f1.rearrange(TOP2, f3);
      g0.rearrange(LOW1, g1).intoArray(t, at);
      g0.rearrange(TOP1, g1).intoArray(t, at + LANES);
      g2.rearrange(LOW1, g3).intoArray(t, at + 2 * LANES);
      g2.rearrange(TOP1, g3).intoArray(t, at + 3 * LANES);
    }
  }
}
