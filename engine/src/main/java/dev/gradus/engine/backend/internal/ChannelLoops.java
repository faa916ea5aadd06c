package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// What batch normalisation does with every number of a channel, whose rows are `stride` apart.
final class ChannelLoops {
  private ChannelLoops() {}

  /// y = (x - mean) scale + shift.
  static void apply(
      float[] x,
      int at,
      float[] y,
      int to,
      int stride,
      int rows,
      int n,
      float mean,
      float scale,
      float shift) {
    var m = FloatVector.broadcast(F, mean);
    var a = FloatVector.broadcast(F, scale);
    var b = FloatVector.broadcast(F, shift);
    for (int r = 0; r < rows; r++) {
      int xo = at + r * stride;
      int yo = to + r * stride;
      int i = 0;
      for (; i <= n - VL; i += VL) {
        FloatVector.fromArray(F, x, xo + i).sub(m).mul(a).add(b).intoArray(y, yo + i);
      }
      for (; i < n; i++) {
        y[yo + i] = (x[xo + i] - mean) * scale + shift;
      }
    }
  }

  /// The same, and 0 instead of what is negative.
  static void applyRelu(
      float[] x,
      int at,
      float[] y,
      int to,
      int stride,
      int rows,
      int n,
      float mean,
      float scale,
      float shift) {
    var m = FloatVector.broadcast(F, mean);
    var a = FloatVector.broadcast(F, scale);
    var b = FloatVector.broadcast(F, shift);
    var zero = FloatVector.zero(F);
    for (int r = 0; r < rows; r++) {
      int xo = at + r * stride;
      int yo = to + r * stride;
      int i = 0;
      for (; i <= n - VL; i += VL) {
        var v = FloatVector.fromArray(F, x, xo + i).sub(m).mul(a).add(b);
        // a comparison with NaN is false, so NaN stays
        v.blend(zero, v.compare(VectorOperators.LE, zero)).intoArray(y, yo + i);
      }
      for (; i < n; i++) {
        float v = (x[xo + i] - mean) * scale + shift;
        y[yo + i] = v <= 0 ? 0f : v;
      }
    }
  }

  /// y = (x - mean) scale + shift + z.
  static void applyAdd(
      float[] x,
      int at,
      float[] z,
      int zAt,
      float[] y,
      int to,
      int stride,
      int rows,
      int n,
      float mean,
      float scale,
      float shift) {
    var m = FloatVector.broadcast(F, mean);
    var a = FloatVector.broadcast(F, scale);
    var b = FloatVector.broadcast(F, shift);
    for (int r = 0; r < rows; r++) {
      int xo = at + r * stride;
      int zo = zAt + r * stride;
      int yo = to + r * stride;
      int i = 0;
      for (; i <= n - VL; i += VL) {
        var v = FloatVector.fromArray(F, x, xo + i).sub(m).mul(a).add(b);
        v.add(FloatVector.fromArray(F, z, zo + i)).intoArray(y, yo + i);
      }
      for (; i < n; i++) {
        y[yo + i] = (x[xo + i] - mean) * scale + shift + z[zo + i];
      }
    }
  }

  /// The same, and 0 instead of what is negative.
  static void applyAddRelu(
      float[] x,
      int at,
      float[] z,
      int zAt,
      float[] y,
      int to,
      int stride,
      int rows,
      int n,
      float mean,
      float scale,
      float shift) {
    var m = FloatVector.broadcast(F, mean);
    var a = FloatVector.broadcast(F, scale);
    var b = FloatVector.broadcast(F, shift);
    var zero = FloatVector.zero(F);
    for (int r = 0; r < rows; r++) {
      int xo = at + r * stride;
      int zo = zAt + r * stride;
      int yo = to + r * stride;
      int i = 0;
      for (; i <= n - VL; i += VL) {
        var h = FloatVector.fromArray(F, x, xo + i).sub(m).mul(a).add(b);
        var v = h.add(FloatVector.fromArray(F, z, zo + i));
        v.blend(zero, v.compare(VectorOperators.LE, zero)).intoArray(y, yo + i);
      }
      for (; i < n; i++) {
        float v = (x[xo + i] - mean) * scale + shift + z[zo + i];
        y[yo + i] = v <= 0 ? 0f : v;
      }
    }
  }

  /// dx = factor g + slope (x - mean) + constant.
  static void back(
      float[] x,
      int at,
      float[] g,
      int gAt,
      float[] dx,
      int to,
      int stride,
      int rows,
      int n,
      float mean,
      float factor,
      float slope,
      float constant,
      boolean add) {
    var m = FloatVector.broadcast(F, mean);
    var f = FloatVector.broadcast(F, factor);
    var s = FloatVector.broadcast(F, slope);
    var c = FloatVector.broadcast(F, constant);
    for (int r = 0; r < rows; r++) {
      int xo = at + r * stride;
      int go = gAt + r * stride;
      int o = to + r * stride;
      int i = 0;
      for (; i <= n - VL; i += VL) {
        var v =
            f.mul(FloatVector.fromArray(F, g, go + i))
                .add(FloatVector.fromArray(F, x, xo + i).sub(m).mul(s))
                .add(c);
        if (add) {
          v.add(FloatVector.fromArray(F, dx, o + i)).intoArray(dx, o + i);
        } else {
          v.intoArray(dx, o + i);
        }
      }
      for (; i < n; i++) {
        float v = factor * g[go + i] + (x[xo + i] - mean) * slope + constant;
        dx[o + i] = add ? v + dx[o + i] : v;
      }
    }
  }

  /// The same with the g where (x - mean) scale + shift > 0, and 0 elsewhere.
  static void backRelu(
      float[] x,
      int at,
      float[] g,
      int gAt,
      float[] dx,
      int to,
      int stride,
      int rows,
      int n,
      float mean,
      float scale,
      float shift,
      float factor,
      float slope,
      float constant,
      boolean add) {
    var m = FloatVector.broadcast(F, mean);
    var a = FloatVector.broadcast(F, scale);
    var b = FloatVector.broadcast(F, shift);
    var f = FloatVector.broadcast(F, factor);
    var s = FloatVector.broadcast(F, slope);
    var c = FloatVector.broadcast(F, constant);
    var zero = FloatVector.zero(F);
    for (int r = 0; r < rows; r++) {
      int xo = at + r * stride;
      int go = gAt + r * stride;
      int o = to + r * stride;
      int i = 0;
      for (; i <= n - VL; i += VL) {
        var d = FloatVector.fromArray(F, x, xo + i).sub(m);
        var own =
            zero.blend(
                FloatVector.fromArray(F, g, go + i),
                d.mul(a).add(b).compare(VectorOperators.GT, zero));
        var v = f.mul(own).add(d.mul(s)).add(c);
        if (add) {
          v.add(FloatVector.fromArray(F, dx, o + i)).intoArray(dx, o + i);
        } else {
          v.intoArray(dx, o + i);
        }
      }
      for (; i < n; i++) {
        float d = x[xo + i] - mean;
        float own = d * scale + shift > 0 ? g[go + i] : 0f;
        float v = factor * own + d * slope + constant;
        dx[o + i] = add ? v + dx[o + i] : v;
      }
    }
  }
}
