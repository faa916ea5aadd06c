package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Elementary functions on vectors, the same on every machine: argument reduction and polynomials
/// fitted to the reduced range. Errors are below 2 units in the last place (tanh: 3).
final class VectorMath {
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -0.00021219444f;
  // adding it rounds to an integer and leaves that integer in the low bits
  private static final float ROUND = 12582912.0f;

  private static final float E2 = 0.5f;
  private static final float E3 = 0.16666518f;
  private static final float E4 = 0.041666202f;
  private static final float E5 = 0.00836897f;
  private static final float E6 = 0.0013950629f;

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

  /// e^x.
  static FloatVector exp(FloatVector x) {
    // beyond these the result is 0 or infinite; NaN passes through both
    var c = x.blend(-110f, x.lt(-110f));
    c = c.blend(90f, c.compare(VectorOperators.GT, 90f));
    var t = c.mul(LOG2_E).add(ROUND);
    var n = t.sub(ROUND);
    var r = c.sub(n.mul(LN2_HIGH));
    r = r.sub(n.mul(LN2_LOW));
    var p = expSeries(r).add(1f);
    // 2^n in two factors: n may be beyond the exponents of normal numbers
    var k = t.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
    var half = k.lanewise(VectorOperators.ASHR, 1);
    return p.mul(power(half)).mul(power(k.sub(half)));
  }

  /// y = e^(x - shift) for `n` elements. Nothing but methods of the vector classes is called in the
  /// loop, so that no vector becomes an object however the compiler decides on our own methods.
  ///
  /// @param room of [Lanes#VL] elements
  static void exp(float[] x, int xo, float shift, float[] y, int yo, int n, float[] room) {
    for (int i = 0; i < n; i += VL) {
      boolean whole = i <= n - VL;
      if (!whole) {
        System.arraycopy(x, xo + i, room, 0, n - i);
      }
      var v = FloatVector.fromArray(F, whole ? x : room, whole ? xo + i : 0).sub(shift);
      var c = v.blend(-110f, v.lt(-110f));
      c = c.blend(90f, c.compare(VectorOperators.GT, 90f));
      var t = c.mul(LOG2_E).add(ROUND);
      var m = t.sub(ROUND);
      var r = c.sub(m.mul(LN2_HIGH)).sub(m.mul(LN2_LOW));
      var q = r.mul(E6).add(E5).mul(r).add(E4).mul(r).add(E3).mul(r).add(E2);
      var p = q.mul(r.mul(r)).add(r).add(1f);
      var k = t.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
      var h = k.lanewise(VectorOperators.ASHR, 1);
      var f = h.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      var g = k.sub(h).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      p.mul(f).mul(g).intoArray(whole ? y : room, whole ? yo + i : 0);
      if (!whole) {
        System.arraycopy(room, 0, y, yo + i, n - i);
      }
    }
  }

  /// e^r - 1 for |r| <= ln(2) / 2.
  private static FloatVector expSeries(FloatVector r) {
    var q = r.mul(E6).add(E5);
    q = q.mul(r).add(E4);
    q = q.mul(r).add(E3);
    q = q.mul(r).add(E2);
    return q.mul(r.mul(r)).add(r);
  }

  private static FloatVector power(IntVector n) {
    return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  /// ln x.
  static FloatVector log(FloatVector x) {
    var tiny = x.lt(Float.MIN_NORMAL);
    var s = x.blend(x.mul(0x1p23f), tiny);
    var bits = s.reinterpretAsInts();
    // exponent such that the mantissa lies in [sqrt(1/2), sqrt(2))
    var k = bits.sub(Float.floatToRawIntBits(0.70710677f)).lanewise(VectorOperators.ASHR, 23);
    var m = bits.sub(k.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
    // adding the bits of ROUND makes a float of a small integer
    var e = k.add(Float.floatToRawIntBits(ROUND)).reinterpretAsFloats().sub(ROUND);
    e = e.blend(e.sub(23f), tiny);
    var f = m.sub(1f);
    var q = f.mul(L11).add(L10);
    q = q.mul(f).add(L9);
    q = q.mul(f).add(L8);
    q = q.mul(f).add(L7);
    q = q.mul(f).add(L6);
    q = q.mul(f).add(L5);
    q = q.mul(f).add(L4);
    q = q.mul(f).add(L3);
    var f2 = f.mul(f);
    var y = q.mul(f2).mul(f);
    y = y.add(e.mul(LN2_LOW));
    y = y.sub(f2.mul(0.5f));
    y = f.add(y).add(e.mul(LN2_HIGH));
    y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    return y.blend(Float.NaN, x.compare(VectorOperators.GE, 0f).not());
  }

  /// 1 / (1 + e^-x), without overflow.
  static FloatVector sigmoid(FloatVector x) {
    var e = exp(x.abs().neg());
    var one = FloatVector.broadcast(F, 1f);
    return e.blend(one, x.compare(VectorOperators.GE, 0f)).div(e.add(1f));
  }

  /// The hyperbolic tangent, by e^2x - 1 without cancellation.
  static FloatVector tanh(FloatVector x) {
    var a = x.abs();
    a = a.blend(10f, a.compare(VectorOperators.GT, 10f));
    var c = a.add(a);
    var t = c.mul(LOG2_E).add(ROUND);
    var n = t.sub(ROUND);
    var r = c.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
    var scale = power(t.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND)));
    var em = scale.mul(expSeries(r)).add(scale.sub(1f));
    var y = em.div(em.add(2f));
    var sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
