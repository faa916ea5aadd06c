package dev.gradus.engine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class VectorMathTest {
  private interface Kernel {
    FloatVector apply(FloatVector x);
  }

  private static float at(Kernel f, float x) {
    return f.apply(FloatVector.broadcast(Lanes.F, x)).lane(0);
  }

  /// The largest error in units of the last place of the exact result.
  private static double worst(Kernel f, DoubleUnaryOperator exact, float from, float to) {
    double worst = 0;
    int n = 20_000 / Lanes.VL * Lanes.VL;
    var x = new float[n];
    var y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = from + (to - from) * i / (n - 1);
    }
    for (int i = 0; i < n; i += Lanes.VL) {
      f.apply(Lanes.load(x, i)).intoArray(y, i);
    }
    for (int i = 0; i < n; i++) {
      double e = exact.applyAsDouble(x[i]);
      double ulp = Math.max(Math.ulp((float) e), Float.MIN_VALUE);
      worst = Math.max(worst, Math.abs(y[i] - e) / ulp);
    }
    return worst;
  }

  private static void below(double limit, double error) {
    assertTrue(error < limit, "error of " + error + " units in the last place");
  }

  @Test
  void expIsAccurate() {
    below(1.5, worst(VectorMath::exp, Math::exp, -87, 88.7f));
    below(1.5, worst(VectorMath::exp, Math::exp, -1, 1));
    below(1.5, worst(VectorMath::exp, Math::exp, -110, -87));
  }

  @Test
  void expOfSpecialNumbers() {
    assertEquals(1f, at(VectorMath::exp, 0f));
    assertEquals(1f, at(VectorMath::exp, -0f));
    assertEquals(0f, at(VectorMath::exp, Float.NEGATIVE_INFINITY));
    assertEquals(0f, at(VectorMath::exp, -1000f));
    assertEquals(Float.POSITIVE_INFINITY, at(VectorMath::exp, Float.POSITIVE_INFINITY));
    assertEquals(Float.POSITIVE_INFINITY, at(VectorMath::exp, 88.8f));
    assertTrue(Float.isNaN(at(VectorMath::exp, Float.NaN)));
  }

  @Test
  void logIsAccurate() {
    below(1.5, worst(VectorMath::log, Math::log, 0.5f, 2));
    below(1.5, worst(VectorMath::log, Math::log, 0.99f, 1.01f));
    below(1.5, worst(VectorMath::log, Math::log, 1e-30f, 100));
    below(1.5, worst(VectorMath::log, Math::log, 1, 1e30f));
    below(1.5, worst(VectorMath::log, Math::log, Float.MIN_VALUE, Float.MIN_NORMAL));
  }

  @Test
  void logOfSpecialNumbers() {
    assertEquals(0f, at(VectorMath::log, 1f));
    assertEquals(Float.NEGATIVE_INFINITY, at(VectorMath::log, 0f));
    assertEquals(Float.NEGATIVE_INFINITY, at(VectorMath::log, -0f));
    assertEquals(Float.POSITIVE_INFINITY, at(VectorMath::log, Float.POSITIVE_INFINITY));
    assertTrue(Float.isNaN(at(VectorMath::log, -1f)));
    assertTrue(Float.isNaN(at(VectorMath::log, Float.NEGATIVE_INFINITY)));
    assertTrue(Float.isNaN(at(VectorMath::log, Float.NaN)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void sigmoidIsAccurate() {
    below(3, worst(VectorMath::sigmoid, VectorMathTest::sigmoid, -87, 20));
    below(3, worst(VectorMath::sigmoid, VectorMathTest::sigmoid, -1, 1));
    assertEquals(0.5f, at(VectorMath::sigmoid, 0f));
    assertEquals(0f, at(VectorMath::sigmoid, Float.NEGATIVE_INFINITY));
    assertEquals(1f, at(VectorMath::sigmoid, Float.POSITIVE_INFINITY));
    assertTrue(Float.isNaN(at(VectorMath::sigmoid, Float.NaN)));
  }

  @Test
  void tanhIsAccurate() {
    below(3, worst(VectorMath::tanh, Math::tanh, -10, 10));
    below(3, worst(VectorMath::tanh, Math::tanh, -1, 1));
    below(3, worst(VectorMath::tanh, Math::tanh, -1e-3f, 1e-3f));
    assertEquals(-0f, at(VectorMath::tanh, -0f));
    assertEquals(1e-30f, at(VectorMath::tanh, 1e-30f));
    assertEquals(1f, at(VectorMath::tanh, Float.POSITIVE_INFINITY));
    assertEquals(-1f, at(VectorMath::tanh, Float.NEGATIVE_INFINITY));
    assertTrue(Float.isNaN(at(VectorMath::tanh, Float.NaN)));
  }
}
