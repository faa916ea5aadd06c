package dev.gradus.engine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
class VectorMathTest {
  private interface Kernel {
    void apply(float[] x, float[] y, float[] room);
  }

  private static void exp(float[] x, float[] y, float[] room) {
    VectorMath.exp(x, 0, 0f, y, 0, x.length, room);
  }

  private static void log(float[] x, float[] y, float[] room) {
    VectorMath.log(x, 0, y, 0, x.length, room);
  }

  private static void sigmoid(float[] x, float[] y, float[] room) {
    VectorMath.sigmoid(x, 0, 0f, y, 0, x.length, room);
  }

  private static void tanh(float[] x, float[] y, float[] room) {
    VectorMath.tanh(x, 0, 0f, y, 0, x.length, room);
  }

  private static float at(Kernel f, float x) {
    var y = new float[1];
    f.apply(new float[] {x}, y, new float[Lanes.VL]);
    return y[0];
  }

  /// The largest error in units of the last place of the exact result.
  private static double worst(Kernel f, DoubleUnaryOperator exact, float from, float to) {
    double worst = 0;
    // not a multiple of any vector
    int n = 20_003;
    var x = new float[n];
    var y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = from + (to - from) * i / (n - 1);
    }
    f.apply(x, y, new float[Lanes.VL]);
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
    below(1.5, worst(VectorMathTest::exp, Math::exp, -87, 88.7f));
    below(1.5, worst(VectorMathTest::exp, Math::exp, -1, 1));
    below(1.5, worst(VectorMathTest::exp, Math::exp, -110, -87));
  }

  @Test
  void expOfSpecialNumbers() {
    assertEquals(1f, at(VectorMathTest::exp, 0f));
    assertEquals(1f, at(VectorMathTest::exp, -0f));
    assertEquals(0f, at(VectorMathTest::exp, Float.NEGATIVE_INFINITY));
    assertEquals(0f, at(VectorMathTest::exp, -1000f));
    assertEquals(Float.POSITIVE_INFINITY, at(VectorMathTest::exp, Float.POSITIVE_INFINITY));
    assertEquals(Float.POSITIVE_INFINITY, at(VectorMathTest::exp, 88.8f));
    assertTrue(Float.isNaN(at(VectorMathTest::exp, Float.NaN)));
  }

  @Test
  void logIsAccurate() {
    below(1.5, worst(VectorMathTest::log, Math::log, 0.5f, 2));
    below(1.5, worst(VectorMathTest::log, Math::log, 0.99f, 1.01f));
    below(1.5, worst(VectorMathTest::log, Math::log, 1e-30f, 100));
    below(1.5, worst(VectorMathTest::log, Math::log, 1, 1e30f));
    below(1.5, worst(VectorMathTest::log, Math::log, Float.MIN_VALUE, Float.MIN_NORMAL));
  }

  @Test
  void logOfSpecialNumbers() {
    assertEquals(0f, at(VectorMathTest::log, 1f));
    assertEquals(Float.NEGATIVE_INFINITY, at(VectorMathTest::log, 0f));
    assertEquals(Float.NEGATIVE_INFINITY, at(VectorMathTest::log, -0f));
    assertEquals(Float.POSITIVE_INFINITY, at(VectorMathTest::log, Float.POSITIVE_INFINITY));
    assertTrue(Float.isNaN(at(VectorMathTest::log, -1f)));
    assertTrue(Float.isNaN(at(VectorMathTest::log, Float.NEGATIVE_INFINITY)));
    assertTrue(Float.isNaN(at(VectorMathTest::log, Float.NaN)));
  }

  @Test
  void theShiftIsSubtractedFirst() {
    float[] x = {1.25f, -0.5f, 0.75f};
    var y = new float[3];
    var room = new float[Lanes.VL];
    VectorMath.exp(x, 0, 0.25f, y, 0, 3, room);
    assertEquals((float) Math.exp(1), y[0], 1e-6f);
    VectorMath.sigmoid(x, 0, -0.5f, y, 0, 3, room);
    assertEquals(0.5f, y[1]);
    VectorMath.tanh(x, 0, 0.75f, y, 0, 3, room);
    assertEquals(0f, y[2]);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void sigmoidIsAccurate() {
    below(3, worst(VectorMathTest::sigmoid, VectorMathTest::logistic, -87, 20));
    below(3, worst(VectorMathTest::sigmoid, VectorMathTest::logistic, -1, 1));
    assertEquals(0.5f, at(VectorMathTest::sigmoid, 0f));
    assertEquals(0f, at(VectorMathTest::sigmoid, Float.NEGATIVE_INFINITY));
    assertEquals(1f, at(VectorMathTest::sigmoid, Float.POSITIVE_INFINITY));
    assertTrue(Float.isNaN(at(VectorMathTest::sigmoid, Float.NaN)));
  }

  @Test
  void tanhIsAccurate() {
    below(3, worst(VectorMathTest::tanh, Math::tanh, -10, 10));
    below(3, worst(VectorMathTest::tanh, Math::tanh, -1, 1));
    below(3, worst(VectorMathTest::tanh, Math::tanh, -1e-3f, 1e-3f));
    assertEquals(-0f, at(VectorMathTest::tanh, -0f));
    assertEquals(1e-30f, at(VectorMathTest::tanh, 1e-30f));
    assertEquals(1f, at(VectorMathTest::tanh, Float.POSITIVE_INFINITY));
    assertEquals(-1f, at(VectorMathTest::tanh, Float.NEGATIVE_INFINITY));
    assertTrue(Float.isNaN(at(VectorMathTest::tanh, Float.NaN)));
  }
}
