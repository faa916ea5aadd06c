package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Sums over the numbers of a channel: a block of several rows, or a part of one, is added in
/// vectors, always in the same order; blocks are added in double by the caller. A row is what a
/// channel has in one sample; the next one is `stride` further.
final class ChannelSums {
  /// Numbers in a block: each lane of four sums adds 32 of them.
  static final int BLOCK = 128 * VL;

  private ChannelSums() {}

  /// The sum of all lanes, in four sums: in one an addition would wait for the one before.
  private static float total(FloatVector v, float[] room) {
    v.intoArray(room, 0);
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i <= VL - 4; i += 4) {
      a += room[i];
      b += room[i + 1];
      c += room[i + 2];
      d += room[i + 3];
    }
    for (; i < VL; i++) {
      a += room[i];
    }
    return (a + b) + (c + d);
  }

  /// The sum of x.
  static float sum(float[] x, int at, int stride, int rows, int n, float[] room) {
    var s0 = FloatVector.zero(F);
    var s1 = s0;
    var s2 = s0;
    var s3 = s0;
    float rest = 0;
    for (int r = 0; r < rows; r++) {
      int o = at + r * stride;
      int i = 0;
      for (; i <= n - 4 * VL; i += 4 * VL) {
        s0 = s0.add(FloatVector.fromArray(F, x, o + i));
        s1 = s1.add(FloatVector.fromArray(F, x, o + i + VL));
        s2 = s2.add(FloatVector.fromArray(F, x, o + i + 2 * VL));
        s3 = s3.add(FloatVector.fromArray(F, x, o + i + 3 * VL));
      }
      for (; i <= n - VL; i += VL) {
        s0 = s0.add(FloatVector.fromArray(F, x, o + i));
      }
      for (; i < n; i++) {
        rest += x[o + i];
      }
    }
    return total(s0.add(s1).add(s2.add(s3)), room) + rest;
  }

  /// The sum of (x - mean)^2.
  static float squares(float[] x, int at, int stride, int rows, int n, float mean, float[] room) {
    var m = FloatVector.broadcast(F, mean);
    var s0 = FloatVector.zero(F);
    var s1 = s0;
    var s2 = s0;
    var s3 = s0;
    float rest = 0;
    for (int r = 0; r < rows; r++) {
      int o = at + r * stride;
      int i = 0;
      for (; i <= n - 4 * VL; i += 4 * VL) {
        var d0 = FloatVector.fromArray(F, x, o + i).sub(m);
        var d1 = FloatVector.fromArray(F, x, o + i + VL).sub(m);
        var d2 = FloatVector.fromArray(F, x, o + i + 2 * VL).sub(m);
        var d3 = FloatVector.fromArray(F, x, o + i + 3 * VL).sub(m);
        s0 = s0.add(d0.mul(d0));
        s1 = s1.add(d1.mul(d1));
        s2 = s2.add(d2.mul(d2));
        s3 = s3.add(d3.mul(d3));
      }
      for (; i <= n - VL; i += VL) {
        var d = FloatVector.fromArray(F, x, o + i).sub(m);
        s0 = s0.add(d.mul(d));
      }
      for (; i < n; i++) {
        float d = x[o + i] - mean;
        rest += d * d;
      }
    }
    return total(s0.add(s1).add(s2.add(s3)), room) + rest;
  }

  /// Adds the sum of g and that of g (x - mean) to two totals.
  static void products(
      float[] x,
      int at,
      float mean,
      float[] g,
      int gAt,
      int stride,
      int rows,
      int n,
      float[] room,
      double[] totals) {
    var m = FloatVector.broadcast(F, mean);
    var s0 = FloatVector.zero(F);
    var s1 = s0;
    var p0 = s0;
    var p1 = s0;
    float sum = 0;
    float product = 0;
    for (int r = 0; r < rows; r++) {
      int o = at + r * stride;
      int go = gAt + r * stride;
      int i = 0;
      for (; i <= n - 2 * VL; i += 2 * VL) {
        var g0 = FloatVector.fromArray(F, g, go + i);
        var g1 = FloatVector.fromArray(F, g, go + i + VL);
        s0 = s0.add(g0);
        s1 = s1.add(g1);
        p0 = p0.add(FloatVector.fromArray(F, x, o + i).sub(m).mul(g0));
        p1 = p1.add(FloatVector.fromArray(F, x, o + i + VL).sub(m).mul(g1));
      }
      for (; i < n; i++) {
        sum += g[go + i];
        product += (x[o + i] - mean) * g[go + i];
      }
    }
    totals[0] += total(s0.add(s1), room) + sum;
    totals[1] += total(p0.add(p1), room) + product;
  }

  /// The same of the g where (x - mean) scale + shift > 0.
  static void masked(
      float[] x,
      int at,
      float mean,
      float scale,
      float shift,
      float[] g,
      int gAt,
      int stride,
      int rows,
      int n,
      float[] room,
      double[] totals) {
    var m = FloatVector.broadcast(F, mean);
    var a = FloatVector.broadcast(F, scale);
    var b = FloatVector.broadcast(F, shift);
    var zero = FloatVector.zero(F);
    var s0 = zero;
    var s1 = zero;
    var p0 = zero;
    var p1 = zero;
    float sum = 0;
    float product = 0;
    for (int r = 0; r < rows; r++) {
      int o = at + r * stride;
      int go = gAt + r * stride;
      int i = 0;
      for (; i <= n - 2 * VL; i += 2 * VL) {
        var d0 = FloatVector.fromArray(F, x, o + i).sub(m);
        var d1 = FloatVector.fromArray(F, x, o + i + VL).sub(m);
        var g0 =
            zero.blend(
                FloatVector.fromArray(F, g, go + i),
                d0.mul(a).add(b).compare(VectorOperators.GT, zero));
        var g1 =
            zero.blend(
                FloatVector.fromArray(F, g, go + i + VL),
                d1.mul(a).add(b).compare(VectorOperators.GT, zero));
        s0 = s0.add(g0);
        s1 = s1.add(g1);
        p0 = p0.add(d0.mul(g0));
        p1 = p1.add(d1.mul(g1));
      }
      for (; i < n; i++) {
        float d = x[o + i] - mean;
        float v = d * scale + shift > 0 ? g[go + i] : 0f;
        sum += v;
        product += d * v;
      }
    }
    totals[0] += total(s0.add(s1), room) + sum;
    totals[1] += total(p0.add(p1), room) + product;
  }

  /// The same of the g where y > 0, which are written to `out`, with 0 elsewhere.
  static void gated(
      float[] x,
      int at,
      float mean,
      float[] y,
      int yAt,
      float[] g,
      int gAt,
      float[] out,
      int outAt,
      int stride,
      int rows,
      int n,
      float[] room,
      double[] totals) {
    var m = FloatVector.broadcast(F, mean);
    var zero = FloatVector.zero(F);
    var s0 = zero;
    var s1 = zero;
    var p0 = zero;
    var p1 = zero;
    float sum = 0;
    float product = 0;
    for (int r = 0; r < rows; r++) {
      int o = at + r * stride;
      int yo = yAt + r * stride;
      int go = gAt + r * stride;
      int to = outAt + r * stride;
      int i = 0;
      for (; i <= n - 2 * VL; i += 2 * VL) {
        var g0 =
            zero.blend(
                FloatVector.fromArray(F, g, go + i),
                FloatVector.fromArray(F, y, yo + i).compare(VectorOperators.GT, zero));
        var g1 =
            zero.blend(
                FloatVector.fromArray(F, g, go + i + VL),
                FloatVector.fromArray(F, y, yo + i + VL).compare(VectorOperators.GT, zero));
        g0.intoArray(out, to + i);
        g1.intoArray(out, to + i + VL);
        s0 = s0.add(g0);
        s1 = s1.add(g1);
        p0 = p0.add(FloatVector.fromArray(F, x, o + i).sub(m).mul(g0));
        p1 = p1.add(FloatVector.fromArray(F, x, o + i + VL).sub(m).mul(g1));
      }
      for (; i < n; i++) {
        float v = y[yo + i] > 0 ? g[go + i] : 0f;
        out[to + i] = v;
        sum += v;
        product += (x[o + i] - mean) * v;
      }
    }
    totals[0] += total(s0.add(s1), room) + sum;
    totals[1] += total(p0.add(p1), room) + product;
  }
}
