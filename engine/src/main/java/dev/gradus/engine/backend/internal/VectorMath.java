package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Elementary functions on vectors, the same on every machine: argument reduction and polynomials
/// fitted to the reduced range. Errors are below 2 units in the last place (sigmoid and tanh: 3).
///
/// Each is one loop over an array that calls nothing but methods of the vector classes, so that no
/// vector becomes an object however the compiler decides on methods of our own. What does not fill
/// a vector goes through `room`, which has at least [Lanes#VL] elements. Target and source may be
/// the same.
final class VectorMath {
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -0.00021219444f;
  // adding it rounds to an integer and leaves that integer in the low bits
  private static final float ROUND = 12582912.0f;

  static final float E2 = 0.5f;
  static final float E3 = 0.16666518f;
  static final float E4 = 0.041666202f;
  static final float E5 = 0.00836897f;
  static final float E6 = 0.0013950629f;

  private static final float L3 = 0.3333331f;
  private static final float L4 = -0.24999987f;
  private static final float L5 = 0.20002227f;
  private static final float L6 = -0.16669251f;
  private static final float L7 = 0.14218658f;
  private static final float L8 = -0.12384348f;
  private static final float L9 = 0.11872976f;
  private static final float L10 = -0.11789808f;
  private static final float L11 = 0.06915368f;

  private VectorMath() {}

  /// y = e^(x - shift) for `n` elements.
  static void exp(float[] x, int xo, float shift, float[] y, int yo, int n, float[] room) {
    for (int i = 0; i < n; i += VL) {
      boolean whole = i <= n - VL;
      if (!whole) {
        System.arraycopy(x, xo + i, room, 0, n - i);
      }
      var v = FloatVector.fromArray(F, whole ? x : room, whole ? xo + i : 0).sub(shift);
      // beyond these the result is 0 or infinite; NaN passes through both
      var c = v.blend(-110f, v.lt(-110f));
      c = c.blend(90f, c.compare(VectorOperators.GT, 90f));
      var t = c.mul(LOG2_E).add(ROUND);
      var m = t.sub(ROUND);
      var r = c.sub(m.mul(LN2_HIGH)).sub(m.mul(LN2_LOW));
      var q = r.mul(E6).add(E5).mul(r).add(E4).mul(r).add(E3).mul(r).add(E2);
      var p = q.mul(r.mul(r)).add(r).add(1f);
      var k = t.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
      // 2^k in two factors: k may be beyond the exponents of normal numbers
      var h = k.lanewise(VectorOperators.ASHR, 1);
      var f = h.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      var g = k.sub(h).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      p.mul(f).mul(g).intoArray(whole ? y : room, whole ? yo + i : 0);
      if (!whole) {
        System.arraycopy(room, 0, y, yo + i, n - i);
      }
    }
  }

  /// y = e^(x - shift) for `n` elements; returns their sum, by lanes, then the lanes in order, then
  /// what does not fill a vector.
  static float expSum(float[] x, int xo, float shift, float[] y, int yo, int n, float[] room) {
    var s = FloatVector.zero(F);
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var v = FloatVector.fromArray(F, x, xo + i).sub(shift);
      // beyond these the result is 0 or infinite; NaN passes through both
      var c = v.blend(-110f, v.lt(-110f));
      c = c.blend(90f, c.compare(VectorOperators.GT, 90f));
      var t = c.mul(LOG2_E).add(ROUND);
      var m = t.sub(ROUND);
      var r = c.sub(m.mul(LN2_HIGH)).sub(m.mul(LN2_LOW));
      var q = r.mul(E6).add(E5).mul(r).add(E4).mul(r).add(E3).mul(r).add(E2);
      var p = q.mul(r.mul(r)).add(r).add(1f);
      var k = t.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
      // 2^k in two factors: k may be beyond the exponents of normal numbers
      var h = k.lanewise(VectorOperators.ASHR, 1);
      var f = h.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      var g = k.sub(h).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      var e = p.mul(f).mul(g);
      s = s.add(e);
      e.intoArray(y, yo + i);
    }
    s.intoArray(room, 0);
    float sum = 0;
    for (int l = 0; l < VL; l++) {
      sum += room[l];
    }
    exp(x, xo + i, shift, y, yo + i, n - i, room);
    for (; i < n; i++) {
      sum += y[yo + i];
    }
    return sum;
  }

  /// y = ln x.
  static void log(float[] x, int xo, float[] y, int yo, int n, float[] room) {
    for (int i = 0; i < n; i += VL) {
      boolean whole = i <= n - VL;
      if (!whole) {
        System.arraycopy(x, xo + i, room, 0, n - i);
      }
      var v = FloatVector.fromArray(F, whole ? x : room, whole ? xo + i : 0);
      var tiny = v.lt(Float.MIN_NORMAL);
      var bits = v.blend(v.mul(0x1p23f), tiny).reinterpretAsInts();
      // exponent such that the mantissa lies in [sqrt(1/2), sqrt(2))
      var k = bits.sub(Float.floatToRawIntBits(0.70710677f)).lanewise(VectorOperators.ASHR, 23);
      var f = bits.sub(k.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
      // adding the bits of ROUND makes a float of a small integer
      var e = k.add(Float.floatToRawIntBits(ROUND)).reinterpretAsFloats().sub(ROUND);
      e = e.blend(e.sub(23f), tiny);
      var q = f.mul(L11).add(L10).mul(f).add(L9).mul(f).add(L8).mul(f).add(L7);
      q = q.mul(f).add(L6).mul(f).add(L5).mul(f).add(L4).mul(f).add(L3);
      var f2 = f.mul(f);
      var l = q.mul(f2).mul(f).add(e.mul(LN2_LOW)).sub(f2.mul(0.5f));
      l = f.add(l).add(e.mul(LN2_HIGH));
      l = l.blend(v, v.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
      l = l.blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0f));
      l = l.blend(Float.NaN, v.compare(VectorOperators.GE, 0f).not());
      l.intoArray(whole ? y : room, whole ? yo + i : 0);
      if (!whole) {
        System.arraycopy(room, 0, y, yo + i, n - i);
      }
    }
  }

  /// y = 1 / (1 + e^-(x - shift)), without overflow.
  static void sigmoid(float[] x, int xo, float shift, float[] y, int yo, int n, float[] room) {
    for (int i = 0; i < n; i += VL) {
      boolean whole = i <= n - VL;
      if (!whole) {
        System.arraycopy(x, xo + i, room, 0, n - i);
      }
      var v = FloatVector.fromArray(F, whole ? x : room, whole ? xo + i : 0).sub(shift);
      var c = v.abs().neg();
      c = c.blend(-110f, c.lt(-110f));
      var t = c.mul(LOG2_E).add(ROUND);
      var m = t.sub(ROUND);
      var r = c.sub(m.mul(LN2_HIGH)).sub(m.mul(LN2_LOW));
      var q = r.mul(E6).add(E5).mul(r).add(E4).mul(r).add(E3).mul(r).add(E2);
      var p = q.mul(r.mul(r)).add(r).add(1f);
      var k = t.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
      // 2^k in two factors: k may be beyond the exponents of normal numbers
      var h = k.lanewise(VectorOperators.ASHR, 1);
      var f = h.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      var g = k.sub(h).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      var e = p.mul(f).mul(g);
      var top = e.blend(1f, v.compare(VectorOperators.GE, 0f));
      top.div(e.add(1f)).intoArray(whole ? y : room, whole ? yo + i : 0);
      if (!whole) {
        System.arraycopy(room, 0, y, yo + i, n - i);
      }
    }
  }

  /// y = tanh(x - shift), by e^2x - 1 without cancellation.
  static void tanh(float[] x, int xo, float shift, float[] y, int yo, int n, float[] room) {
    for (int i = 0; i < n; i += VL) {
      boolean whole = i <= n - VL;
      if (!whole) {
        System.arraycopy(x, xo + i, room, 0, n - i);
      }
      var v = FloatVector.fromArray(F, whole ? x : room, whole ? xo + i : 0).sub(shift);
      var a = v.abs();
      a = a.blend(10f, a.compare(VectorOperators.GT, 10f));
      var c = a.add(a);
      var t = c.mul(LOG2_E).add(ROUND);
      var m = t.sub(ROUND);
      var r = c.sub(m.mul(LN2_HIGH)).sub(m.mul(LN2_LOW));
      var q = r.mul(E6).add(E5).mul(r).add(E4).mul(r).add(E3).mul(r).add(E2);
      var k = t.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
      var g = k.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      var e = g.mul(q.mul(r.mul(r)).add(r)).add(g.sub(1f));
      var sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      var b = e.div(e.add(2f)).reinterpretAsInts().or(sign).reinterpretAsFloats();
      b.intoArray(whole ? y : room, whole ? yo + i : 0);
      if (!whole) {
        System.arraycopy(room, 0, y, yo + i, n - i);
      }
    }
  }
}
