package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Curve;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CurveOpTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Stream<Curve> curves() {
    return Stream.of(
        new Curve.LeakyRelu(0.01),
        new Curve.LeakyRelu(0),
        new Curve.Elu(1),
        new Curve.Elu(0.3),
        new Curve.Gelu(),
        new Curve.GeluTanh(),
        new Curve.Softplus());
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return curves().map(CurveOp::new).flatMap(CurveOpTest::contract);
  }

  private static Stream<DynamicTest> contract(Op op) {
    return OpContract.of(
        OpCase.of(op).input(3, 7).gives(3, 7).batched(0),
        OpCase.of(op).input(2, 3, 5, 7).gives(2, 3, 5, 7).batched(0),
        OpCase.of(op).input(OpCase.Values.POSITIVE, 2500).gives(2500),
        OpCase.of(op).input().gives());
  }

  private static double value(Backend backend, Curve f, double x) {
    return run(backend, f, x).forward()[0];
  }

  private static double slope(Backend backend, Curve f, double x) {
    return run(backend, f, x).backward(new double[] {1}, new boolean[] {true}, null).gradient(0)[0];
  }

  private static OpRun run(Backend backend, Curve f, double x) {
    return new OpRun(backend, new CurveOp(f), List.of(Shape.of(1)), new double[][] {{x}});
  }

  static Stream<Backend> backends() {
    return Backends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void farOutEveryCurveIsFlatOrTheIdentity(Backend backend) {
    curves()
        .forEach(f -> {
          for (double x : new double[] {1000, 1e30f}) {
            assertEquals(x, value(backend, f, x), 1e-6 * x, f.toString());
            assertEquals(1, slope(backend, f, x), 1e-6, f.toString());
          }
          assertEquals(INFINITY, value(backend, f, INFINITY), f.toString());
          assertEquals(1, slope(backend, f, INFINITY), f.toString());
          assertTrue(Double.isNaN(value(backend, f, Double.NaN)), f.toString());
        });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void onTheLeft(Backend backend) {
    for (double x : new double[] {-1000, -INFINITY}) {
      for (var f : List.of(new Curve.Gelu(), new Curve.GeluTanh(), new Curve.Softplus())) {
        assertEquals(0, value(backend, f, x), 1e-30, f.toString());
        assertEquals(0, slope(backend, f, x), 1e-30, f.toString());
      }
      assertEquals(-0.3, value(backend, new Curve.Elu(0.3), x), 1e-7);
      assertEquals(0, slope(backend, new Curve.Elu(0.3), x), 1e-7);
      assertEquals(0.01, slope(backend, new Curve.LeakyRelu(0.01), x), 1e-9);
    }
    assertEquals(-10, value(backend, new Curve.LeakyRelu(0.01), -1000), 1e-5);
    assertEquals(-INFINITY, value(backend, new Curve.LeakyRelu(0.01), -INFINITY));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aroundZero(Backend backend) {
    for (double zero : new double[] {0, -0.0}) {
      assertEquals(0, Math.abs(value(backend, new Curve.LeakyRelu(0.01), zero)));
      assertEquals(0, Math.abs(value(backend, new Curve.Elu(1), zero)));
      assertEquals(0, Math.abs(value(backend, new Curve.Gelu(), zero)));
      assertEquals(Math.log(2), value(backend, new Curve.Softplus(), zero), 1e-7);
      assertEquals(0.5, slope(backend, new Curve.Gelu(), zero), 1e-7);
    }
    // no cancellation: relative to a tiny result
    assertEquals(1, value(backend, new Curve.Elu(1), -1e-6f) / -1e-6f, 1e-5);
    assertEquals(1, value(backend, new Curve.Softplus(), -20) / Math.exp(-20), 1e-5);
    assertEquals(1, value(backend, new Curve.Gelu(), -5) / -1.4332578594e-6, 1e-5);
  }

  @Test
  void namesAreThoseOfTheField() {
    assertEquals(
        List.of("leakyRelu", "elu", "gelu", "geluTanh", "softplus"),
        curves().map(f -> new CurveOp(f).name()).distinct().toList());
  }

  @Test
  void refusesImpossibleSettings() {
    for (double alpha : new double[] {-0.1, Double.NaN, INFINITY}) {
      assertThrows(GradusException.class, () -> new Curve.LeakyRelu(alpha));
      var e = assertThrows(GradusException.class, () -> new Curve.Elu(alpha));
      assertTrue(String.valueOf(e.getMessage()).contains("at least 0"));
    }
  }
}
