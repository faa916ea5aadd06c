package dev.gradus.engine.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract of [UpdateKernels]: equal to the reference, the same bits on any number of threads;
/// and rules that the reference must keep too.
final class UpdateKernelsTest {
  private static final int[] SIZES = {0, 1, 7, 16, 33, 8191, 8193, 40_003};

  static Stream<Backend> backends() {
    return Backends.all();
  }

  private static Slice squares(Arena m, int n) {
    return m.slice(Arrays.stream(m.randoms(n)).map(v -> (float) (v * v + 0.1)).toArray());
  }

  @TestFactory
  Stream<DynamicTest> steps() {
    var c = new BackendContract();
    for (int n : SIZES) {
      c.add(
          "adaGrad " + n,
          4,
          (b, m) -> {
            var w = m.random(n);
            var s = squares(m, n);
            b.updates().adaGrad(0.1, 1e-8, w, m.randomInput(n), s);
            return List.of(w, s);
          });
      c.add(
          "adaDelta " + n,
          8,
          (b, m) -> {
            var w = m.random(n);
            var s = squares(m, n);
            var u = squares(m, n);
            b.updates().adaDelta(0.5, 0.9, 1e-6, w, m.randomInput(n), s, u);
            return List.of(w, s, u);
          });
      c.add(
          "rmsProp " + n,
          8,
          (b, m) -> {
            var w = m.random(n);
            var s = squares(m, n);
            b.updates().rmsProp(0.1, 0.9, 1e-8, 0, w, m.randomInput(n), s, null, null);
            return List.of(w, s);
          });
      c.add(
          "rmsProp, centered with momentum " + n,
          8,
          (b, m) -> {
            var w = m.random(n);
            var s = m.slice(new double[n]);
            b.fill(s, 20);
            var a = m.random(n);
            var u = m.random(n);
            b.updates().rmsProp(0.1, 0.9, 1e-8, 0.8, w, m.randomInput(n), s, a, u);
            return List.of(w, s, a, u);
          });
      for (boolean largest : new boolean[] {false, true}) {
        c.add(
            "adamW " + n + (largest ? ", amsgrad" : ""),
            8,
            (b, m) -> {
              var w = m.random(n);
              var first = m.random(n);
              var second = squares(m, n);
              var top = squares(m, n);
              var g = m.randomInput(n);
              b.updates()
                  .adamW(
                      0.01,
                      0.9,
                      0.99,
                      1e-8,
                      0.3,
                      0.1,
                      0.2,
                      w,
                      g,
                      first,
                      second,
                      largest ? top : null);
              return List.of(w, first, second, top);
            });
      }
    }
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> sumsAndNorms() {
    var c = new BackendContract();
    for (int n : SIZES) {
      c.add(
          "dot, sumOfMagnitudes " + n,
          n,
          (b, m) -> {
            var a = m.randomInput(n);
            double dot = b.updates().dot(a, m.randomInput(n));
            return List.of(m.slice(dot, b.updates().sumOfMagnitudes(a)));
          });
      c.add(
          "addSign " + n,
          1,
          (b, m) -> {
            var y = m.random(n);
            b.updates().addSign(0.3, m.randomInput(n), y);
            return List.of(y);
          });
    }
    int[][] shapes = {{0, 5}, {1, 1}, {3, 7}, {33, 16}, {130, 25}, {7, 9001}, {300, 40}, {4, 0}};
    for (int[] shape : shapes) {
      for (boolean columns : new boolean[] {false, true}) {
        var name = (columns ? "clampNorms of columns " : "clampNorms ") + Arrays.toString(shape);
        double middle = Math.sqrt(shape[1]);
        c.add(
            name,
            shape[1],
            (b, m) -> {
              var w = m.random(shape[0] * shape[1]);
              b.updates().clampNorms(shape[0], shape[1], columns, 0.9 * middle, middle, w);
              return List.of(w);
            });
      }
    }
    return c.tests();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void signsOfZerosAndNan(Backend backend) {
    for (int repeat : new int[] {1, 9}) {
      var x = new double[4 * repeat];
      var expected = new double[4 * repeat];
      for (int i = 0; i < repeat; i++) {
        x[4 * i] = -2;
        x[4 * i + 2] = -0.0;
        x[4 * i + 3] = 1e-30;
        expected[4 * i] = 0.5;
        expected[4 * i + 1] = 1;
        expected[4 * i + 2] = 1;
        expected[4 * i + 3] = 1.5;
      }
      var m = new Arena(backend, 1);
      var y = m.slice(new double[4 * repeat]);
      backend.fill(y, 1);
      backend.updates().addSign(0.5, m.input(x), y);
      assertArrayEquals(expected, Arena.toArray(y));
      m.check();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void sumsByHand(Backend backend) {
    var m = new Arena(backend, 1);
    var a = m.input(1, -2, 3);
    assertEquals(4 - 10 - 18, backend.updates().dot(a, m.input(4, 5, -6)));
    assertEquals(6, backend.updates().sumOfMagnitudes(a));
    assertEquals(0, backend.updates().dot(m.input(), m.input()));
  }

  /// Two units of two weights, as columns (3, 4) and (0.3, 0.4), then as rows.
  @ParameterizedTest
  @MethodSource("backends")
  void lengthsByHand(Backend backend) {
    var m = new Arena(backend, 1);
    var columns = m.slice(3, 0.3, 4, 0.4);
    backend.updates().clampNorms(2, 2, true, 0, 2.5, columns);
    assertArrayEquals(new double[] {1.5, 0.3, 2, 0.4}, Arena.toArray(columns), 1e-7);
    backend.updates().clampNorms(2, 2, true, 1, 1, columns);
    assertArrayEquals(new double[] {0.6, 0.6, 0.8, 0.8}, Arena.toArray(columns), 1e-7);
    var rows = m.slice(3, 4, 0, 0);
    backend.updates().clampNorms(2, 2, false, 1, 1, rows);
    assertArrayEquals(new double[] {0.6, 0.8, 0, 0}, Arena.toArray(rows), 1e-7);
    m.check();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void nanIsNotHidden(Backend backend) {
    var m = new Arena(backend, 1);
    var w = m.slice(Double.NaN, 1, 2, 3);
    backend.updates().clampNorms(2, 2, false, 0, 1, w);
    assertTrue(Double.isNaN(w.get(0)));
    assertTrue(Double.isNaN(backend.updates().dot(w, w)));
    assertTrue(Double.isNaN(backend.updates().sumOfMagnitudes(w)));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void buffersOfAnotherBackendAreRefused(Backend backend) {
    var own = Slice.of(backend.allocate(3));
    Slice other =
        Slice.of(
            own.storage() instanceof FloatStorage ? new DoubleStorage(3) : new FloatStorage(3));
    assertThrows(GradusException.class, () -> backend.updates().dot(own, other));
  }

  @TestFactory
  Stream<DynamicTest> differentLengthsAreRefused() {
    // plain loops check every access instead
    return Backends.fast()
        .filter(backend -> !(backend instanceof ScalarBackend))
        .map(backend ->
            DynamicTest.dynamicTest(
                backend.name(),
                () -> {
                  var a = Slice.of(backend.allocate(3));
                  var b = Slice.of(backend.allocate(4));
                  var updates = backend.updates();
                  assertThrows(GradusException.class, () -> updates.dot(a, b));
                  assertThrows(GradusException.class, () -> updates.adaGrad(1, 1, a, b, a));
                  assertThrows(
                      GradusException.class, () -> updates.clampNorms(2, 2, true, 0, 1, a));
                }));
  }
}
