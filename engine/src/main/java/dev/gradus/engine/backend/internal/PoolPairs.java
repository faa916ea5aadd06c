package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;
import static dev.gradus.engine.backend.internal.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.jspecify.annotations.Nullable;

/// The commonest pooling, 2 x 2 windows side by side, one row of results at a time.
final class PoolPairs {
  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(F, 0);
  private static final VectorShuffle<Float> ODD =
      VectorShuffle.fromOp(F, i -> 2 * i + 1 < VL ? 2 * i + 1 : 2 * i + 1 - 2 * VL);

  private static final VectorShuffle<Float> LOW = VectorShuffle.makeZip(F, 0);
  private static final VectorShuffle<Float> HIGH = VectorShuffle.makeZip(F, 1);

  private PoolPairs() {}

  /// The maxima of `n` windows of two rows, and who won.
  static void maximum(
      float[] x,
      int upper,
      int lower,
      float[] y,
      int to,
      float @Nullable [] winners,
      int winnersAt,
      int n) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var u0 = load(x, upper + 2 * i);
      var u1 = load(x, upper + 2 * i + VL);
      var l0 = load(x, lower + 2 * i);
      var l1 = load(x, lower + 2 * i + VL);
      var best = u0.rearrange(EVEN, u1);
      var winner = FloatVector.zero(F);
      var next = u0.rearrange(ODD, u1);
      // beats: not (best >= next), unless best is NaN
      var wins =
          best.compare(VectorOperators.GE, next).not().and(best.compare(VectorOperators.EQ, best));
      best = best.blend(next, wins);
      winner = winner.blend(1f, wins);
      next = l0.rearrange(EVEN, l1);
      wins =
          best.compare(VectorOperators.GE, next).not().and(best.compare(VectorOperators.EQ, best));
      best = best.blend(next, wins);
      winner = winner.blend(2f, wins);
      next = l0.rearrange(ODD, l1);
      wins =
          best.compare(VectorOperators.GE, next).not().and(best.compare(VectorOperators.EQ, best));
      best = best.blend(next, wins);
      winner = winner.blend(3f, wins);
      best.intoArray(y, to + i);
      if (winners != null) {
        winner.intoArray(winners, winnersAt + i);
      }
    }
    for (; i < n; i++) {
      float best = x[upper + 2 * i];
      int winner = 0;
      for (int k = 1; k < 4; k++) {
        float next = x[(k < 2 ? upper : lower) + 2 * i + (k & 1)];
        if (!Float.isNaN(best) && !(best >= next)) {
          best = next;
          winner = k;
        }
      }
      y[to + i] = best;
      if (winners != null) {
        winners[winnersAt + i] = winner;
      }
    }
  }

  /// Two rows of the gradient of `n` windows; what the windows do not cover of the rows is left as
  /// it is.
  static void maximumBack(
      float[] dy,
      int from,
      float[] winners,
      int winnersAt,
      float[] dx,
      int upper,
      int lower,
      int n,
      boolean add) {
    var zero = FloatVector.zero(F);
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var g = load(dy, from + i);
      var w = load(winners, winnersAt + i);
      var a = zero.blend(g, w.compare(VectorOperators.EQ, 0f));
      var b = zero.blend(g, w.compare(VectorOperators.EQ, 1f));
      var c = zero.blend(g, w.compare(VectorOperators.EQ, 2f));
      var d = zero.blend(g, w.compare(VectorOperators.EQ, 3f));
      var u0 = a.rearrange(LOW, b);
      var u1 = a.rearrange(HIGH, b);
      var l0 = c.rearrange(LOW, d);
      var l1 = c.rearrange(HIGH, d);
      if (add) {
        u0 = u0.add(load(dx, upper + 2 * i));
        u1 = u1.add(load(dx, upper + 2 * i + VL));
        l0 = l0.add(load(dx, lower + 2 * i));
        l1 = l1.add(load(dx, lower + 2 * i + VL));
      }
      u0.intoArray(dx, upper + 2 * i);
      u1.intoArray(dx, upper + 2 * i + VL);
      l0.intoArray(dx, lower + 2 * i);
      l1.intoArray(dx, lower + 2 * i + VL);
    }
    for (; i < n; i++) {
      int winner = (int) winners[winnersAt + i];
      for (int k = 0; k < 4; k++) {
        int to = (k < 2 ? upper : lower) + 2 * i + (k & 1);
        float v = k == winner ? dy[from + i] : 0f;
        dx[to] = add ? dx[to] + v : v;
      }
    }
  }
}
