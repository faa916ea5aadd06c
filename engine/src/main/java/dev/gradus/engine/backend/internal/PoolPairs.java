package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.jspecify.annotations.Nullable;

/// The commonest pooling, 2 x 2 windows side by side, one row of results at a time.
final class PoolPairs {
  static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(F, 0);
  static final VectorShuffle<Float> ODD =
      VectorShuffle.fromOp(F, i -> 2 * i + 1 < VL ? 2 * i + 1 : 2 * i + 1 - 2 * VL);

  static final VectorShuffle<Float> LOW = VectorShuffle.makeZip(F, 0);
  static final VectorShuffle<Float> HIGH = VectorShuffle.makeZip(F, 1);

  /// The first lanes, 0 to all: made at run time, masks would be objects.
  private static final List<VectorMask<Float>> FIRST =
      IntStream.rangeClosed(0, VL).mapToObj(Lanes::first).toList();

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
      var u0 = FloatVector.fromArray(F, x, upper + 2 * i);
      var u1 = FloatVector.fromArray(F, x, upper + 2 * i + VL);
      var l0 = FloatVector.fromArray(F, x, lower + 2 * i);
      var l1 = FloatVector.fromArray(F, x, lower + 2 * i + VL);
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
    if (i < n) {
      rest(x, upper + 2 * i, lower + 2 * i, y, to + i, winners, winnersAt + i, n - i);
    }
  }

  /// The maxima of less than a vector of windows.
  private static void rest(
      float[] x,
      int upper,
      int lower,
      float[] y,
      int to,
      float @Nullable [] winners,
      int winnersAt,
      int n) {
    var low = FIRST.get(Math.min(VL, 2 * n));
    var high = FIRST.get(Math.max(0, 2 * n - VL));
    var u0 = FloatVector.fromArray(F, x, upper, low);
    var u1 = FloatVector.fromArray(F, x, upper + VL, high);
    var l0 = FloatVector.fromArray(F, x, lower, low);
    var l1 = FloatVector.fromArray(F, x, lower + VL, high);
    var best = u0.rearrange(EVEN, u1);
    var winner = FloatVector.zero(F);
    var next = u0.rearrange(ODD, u1);
    // beats: not (best >= next), unless best is NaN
    var wins =
        best.compare(VectorOperators.GE, next).not().and(best.compare(VectorOperators.EQ, best));
    best = best.blend(next, wins);
    winner = winner.blend(1f, wins);
    next = l0.rearrange(EVEN, l1);
    wins = best.compare(VectorOperators.GE, next).not().and(best.compare(VectorOperators.EQ, best));
    best = best.blend(next, wins);
    winner = winner.blend(2f, wins);
    next = l0.rearrange(ODD, l1);
    wins = best.compare(VectorOperators.GE, next).not().and(best.compare(VectorOperators.EQ, best));
    best = best.blend(next, wins);
    winner = winner.blend(3f, wins);
    var some = FIRST.get(n);
    best.intoArray(y, to, some);
    if (winners != null) {
      winner.intoArray(winners, winnersAt, some);
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
      var g = FloatVector.fromArray(F, dy, from + i);
      var w = FloatVector.fromArray(F, winners, winnersAt + i);
      var a = zero.blend(g, w.compare(VectorOperators.EQ, 0f));
      var b = zero.blend(g, w.compare(VectorOperators.EQ, 1f));
      var c = zero.blend(g, w.compare(VectorOperators.EQ, 2f));
      var d = zero.blend(g, w.compare(VectorOperators.EQ, 3f));
      var u0 = a.rearrange(LOW, b);
      var u1 = a.rearrange(HIGH, b);
      var l0 = c.rearrange(LOW, d);
      var l1 = c.rearrange(HIGH, d);
      if (add) {
        u0 = u0.add(FloatVector.fromArray(F, dx, upper + 2 * i));
        u1 = u1.add(FloatVector.fromArray(F, dx, upper + 2 * i + VL));
        l0 = l0.add(FloatVector.fromArray(F, dx, lower + 2 * i));
        l1 = l1.add(FloatVector.fromArray(F, dx, lower + 2 * i + VL));
      }
      u0.intoArray(dx, upper + 2 * i);
      u1.intoArray(dx, upper + 2 * i + VL);
      l0.intoArray(dx, lower + 2 * i);
      l1.intoArray(dx, lower + 2 * i + VL);
    }
    if (i < n) {
      restBack(dy, from + i, winners, winnersAt + i, dx, upper + 2 * i, lower + 2 * i, n - i, add);
    }
  }

  private static void restBack(
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
    var some = FIRST.get(n);
    var low = FIRST.get(Math.min(VL, 2 * n));
    var high = FIRST.get(Math.max(0, 2 * n - VL));
    var g = FloatVector.fromArray(F, dy, from, some);
    var w = FloatVector.fromArray(F, winners, winnersAt, some);
    var a = zero.blend(g, w.compare(VectorOperators.EQ, 0f));
    var b = zero.blend(g, w.compare(VectorOperators.EQ, 1f));
    var c = zero.blend(g, w.compare(VectorOperators.EQ, 2f));
    var d = zero.blend(g, w.compare(VectorOperators.EQ, 3f));
    var u0 = a.rearrange(LOW, b);
    var u1 = a.rearrange(HIGH, b);
    var l0 = c.rearrange(LOW, d);
    var l1 = c.rearrange(HIGH, d);
    if (add) {
      u0 = u0.add(FloatVector.fromArray(F, dx, upper, low));
      u1 = u1.add(FloatVector.fromArray(F, dx, upper + VL, high));
      l0 = l0.add(FloatVector.fromArray(F, dx, lower, low));
      l1 = l1.add(FloatVector.fromArray(F, dx, lower + VL, high));
    }
    u0.intoArray(dx, upper, low);
    u1.intoArray(dx, upper + VL, high);
    l0.intoArray(dx, lower, low);
    l1.intoArray(dx, lower + VL, high);
  }
}
