package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.Curve;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The [Curve]s and their derivatives on blocks of [#BLOCK] elements: whole vectors only, what lies
/// behind the last element is computed and not used. Absolute errors are a few units in the last
/// place of the larger of argument and result.
final class CurveMath {
  /// Elements of a block: three of them stay in the first-level cache.
  static final int BLOCK = 1024;

  // beyond it the normal distribution function is 0 or 1 in float
  private static final float NORMAL_END = 13f;
  private static final float INVERSE_ROOT_2_PI = 0.3989423f;
  // P(-a) e^(a^2/2) = t (N0 + N1 t + ...), t = 1 / (1 + N a), fitted to relative error 3e-8
  private static final float N = 0.35f;
  private static final float N0 = 0.1396214f;
  private static final float N1 = 0.1398619f;
  private static final float N2 = 0.11983271f;
  private static final float N3 = 0.10550865f;
  private static final float N4 = -0.023111375f;
  private static final float N5 = 0.15917644f;
  private static final float N6 = -0.25571626f;
  private static final float N7 = 0.14397268f;
  private static final float N8 = -0.029146135f;
  private static final float TANH_SCALE = 0.7978846f;
  private static final float TANH_CUBIC = 0.044715f;
  // e^x - 1 is -1 in float beyond it
  private static final float EXP_END = -20f;
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -0.00021219444f;
  private static final float ROUND = 12582912.0f;

  private CurveMath() {}

  private static int whole(int n) {
    return (n + VL - 1) / VL * VL;
  }

  /// y = f(x).
  ///
  /// @param e room of a block
  static void apply(Curve f, float[] x, float[] e, float[] y, int n) {
    switch (f) {
      case Curve.LeakyRelu(double alpha) -> leaky((float) alpha, x, y, n);
      case Curve.Elu(double alpha) -> elu((float) alpha, x, y, n);
      case Curve.Gelu() -> {
        bell(x, e, n);
        gelu(x, e, y, n);
      }
      case Curve.GeluTanh() -> {
        decay(x, e, n);
        geluTanh(x, e, y, n);
      }
      case Curve.Softplus() -> {
        minusAbs(x, e, n);
        VectorMath.exp(e, 0, 0f, e, 0, whole(n), e);
        softplus(x, e, y, n);
      }
    }
  }

  /// y = f'(x).
  ///
  /// @param v f(x) where the curve's derivative reads it, else x
  /// @param e room of a block
  static void slope(Curve f, float[] v, float[] e, float[] y, int n) {
    switch (f) {
      case Curve.LeakyRelu(double alpha) -> leakySlope((float) alpha, v, y, n);
      case Curve.Elu(double alpha) -> eluSlope((float) alpha, v, y, n);
      case Curve.Gelu() -> {
        bell(v, e, n);
        geluSlope(v, e, y, n);
      }
      case Curve.GeluTanh() -> {
        decay(v, e, n);
        geluTanhSlope(v, e, y, n);
      }
      case Curve.Softplus() -> VectorMath.sigmoid(v, 0, 0f, y, 0, whole(n), e);
    }
  }

  private static void leaky(float alpha, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i += VL) {
      var v = FloatVector.fromArray(F, x, i);
      v.mul(alpha).blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, i);
    }
  }

  private static void leakySlope(float alpha, float[] v, float[] y, int n) {
    var left = FloatVector.broadcast(F, alpha);
    for (int i = 0; i < n; i += VL) {
      var right = FloatVector.fromArray(F, v, i).compare(VectorOperators.GT, 0f);
      left.blend(1f, right).intoArray(y, i);
    }
  }

  /// The exponential as in [VectorMath], less 1 without cancellation.
  private static void elu(float alpha, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i += VL) {
      var v = FloatVector.fromArray(F, x, i);
      var right = v.compare(VectorOperators.GT, 0f);
      var c = v.blend(0f, right);
      c = c.blend(EXP_END, c.lt(EXP_END));
      var t = c.mul(LOG2_E).add(ROUND);
      var m = t.sub(ROUND);
      var r = c.sub(m.mul(LN2_HIGH)).sub(m.mul(LN2_LOW));
      var q = r.mul(VectorMath.E6).add(VectorMath.E5).mul(r).add(VectorMath.E4).mul(r);
      q = q.add(VectorMath.E3).mul(r).add(VectorMath.E2);
      var k = t.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
      var g = k.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      var e = g.mul(q.mul(r.mul(r)).add(r)).add(g.sub(1f));
      e.mul(alpha).blend(v, right).intoArray(y, i);
    }
  }

  private static void eluSlope(float alpha, float[] v, float[] y, int n) {
    for (int i = 0; i < n; i += VL) {
      var f = FloatVector.fromArray(F, v, i);
      f.add(alpha).blend(1f, f.compare(VectorOperators.GT, 0f)).intoArray(y, i);
    }
  }

  /// e = e^(-x^2 / 2).
  private static void bell(float[] x, float[] e, int n) {
    for (int i = 0; i < n; i += VL) {
      var a = FloatVector.fromArray(F, x, i).abs();
      a = a.blend(NORMAL_END, a.compare(VectorOperators.GT, NORMAL_END));
      a.mul(a).mul(-0.5f).intoArray(e, i);
    }
    VectorMath.exp(e, 0, 0f, e, 0, whole(n), e);
  }

  private static void gelu(float[] x, float[] bell, float[] y, int n) {
    for (int i = 0; i < n; i += VL) {
      var v = FloatVector.fromArray(F, x, i);
      var a = v.abs();
      var t = a.mul(N).add(1f);
      t = FloatVector.broadcast(F, 1f).div(t);
      var p = t.mul(N8).add(N7).mul(t).add(N6).mul(t).add(N5).mul(t).add(N4).mul(t);
      p = p.add(N3).mul(t).add(N2).mul(t).add(N1).mul(t).add(N0).mul(t);
      p = p.mul(FloatVector.fromArray(F, bell, i));
      p = p.blend(0f, a.compare(VectorOperators.GT, NORMAL_END));
      p = p.blend(p.neg().add(1f), v.compare(VectorOperators.GT, 0f));
      v = v.blend(-NORMAL_END, v.lt(-NORMAL_END));
      v.mul(p).intoArray(y, i);
    }
  }

  private static void geluSlope(float[] x, float[] bell, float[] y, int n) {
    for (int i = 0; i < n; i += VL) {
      var v = FloatVector.fromArray(F, x, i);
      var a = v.abs();
      var t = a.mul(N).add(1f);
      t = FloatVector.broadcast(F, 1f).div(t);
      var p = t.mul(N8).add(N7).mul(t).add(N6).mul(t).add(N5).mul(t).add(N4).mul(t);
      p = p.add(N3).mul(t).add(N2).mul(t).add(N1).mul(t).add(N0).mul(t);
      var far = a.compare(VectorOperators.GT, NORMAL_END);
      var e = FloatVector.fromArray(F, bell, i).blend(0f, far);
      p = p.mul(e);
      p = p.blend(p.neg().add(1f), v.compare(VectorOperators.GT, 0f));
      v.blend(0f, far).mul(e).mul(INVERSE_ROOT_2_PI).add(p).intoArray(y, i);
    }
  }

  /// e = e^-|2 u|, of which (1 + tanh u) / 2 = 1 / (1 + e), or e / (1 + e) on the left.
  private static void decay(float[] x, float[] e, int n) {
    for (int i = 0; i < n; i += VL) {
      var a = FloatVector.fromArray(F, x, i).abs();
      a = a.blend(NORMAL_END, a.compare(VectorOperators.GT, NORMAL_END));
      a.mul(a).mul(TANH_CUBIC).add(1f).mul(a).mul(-2 * TANH_SCALE).intoArray(e, i);
    }
    VectorMath.exp(e, 0, 0f, e, 0, whole(n), e);
  }

  private static void geluTanh(float[] x, float[] decay, float[] y, int n) {
    for (int i = 0; i < n; i += VL) {
      var v = FloatVector.fromArray(F, x, i);
      var e = FloatVector.fromArray(F, decay, i);
      var top = e.blend(1f, v.compare(VectorOperators.GT, 0f));
      v = v.blend(-NORMAL_END, v.lt(-NORMAL_END));
      v.mul(top.div(e.add(1f))).intoArray(y, i);
    }
  }

  private static void geluTanhSlope(float[] x, float[] decay, float[] y, int n) {
    for (int i = 0; i < n; i += VL) {
      var v = FloatVector.fromArray(F, x, i);
      var e = FloatVector.fromArray(F, decay, i);
      var w = FloatVector.broadcast(F, 1f).div(e.add(1f));
      var s = w.mul(e.blend(1f, v.compare(VectorOperators.GT, 0f)));
      v = v.blend(0f, v.abs().compare(VectorOperators.GT, NORMAL_END));
      var du = v.mul(v).mul(3 * TANH_CUBIC).add(1f).mul(2 * TANH_SCALE);
      e.mul(w).mul(w).mul(v).mul(du).add(s).intoArray(y, i);
    }
  }

  private static void minusAbs(float[] x, float[] e, int n) {
    for (int i = 0; i < n; i += VL) {
      FloatVector.fromArray(F, x, i).abs().neg().intoArray(e, i);
    }
  }

  /// max(x, 0) + ln(1 + e), the logarithm as 2 artanh(e / (2 + e)) by its power series.
  private static void softplus(float[] x, float[] e, float[] y, int n) {
    for (int i = 0; i < n; i += VL) {
      var v = FloatVector.fromArray(F, x, i);
      var w = FloatVector.fromArray(F, e, i);
      var s = w.div(w.add(2f));
      var z = s.mul(s);
      var q = z.mul(1f / 15).add(1f / 13).mul(z).add(1f / 11).mul(z).add(1f / 9).mul(z);
      q = q.add(1f / 7).mul(z).add(1f / 5).mul(z).add(1f / 3).mul(z).mul(s).add(s);
      v.blend(0f, v.lt(0f)).add(q).add(q).intoArray(y, i);
    }
  }
}
