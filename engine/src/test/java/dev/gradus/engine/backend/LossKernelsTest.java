package dev.gradus.engine.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The kernels of losses on random numbers at odd sizes, and their rules.
final class LossKernelsTest {
  private static final int[][] SIZES = {
    {1, 1}, {3, 10}, {64, 10}, {5, 17}, {7, 1000}, {0, 10}, {33, 3}, {300, 65}
  };

  @TestFactory
  Stream<DynamicTest> crossEntropy() {
    var c = new BackendContract();
    for (var s : SIZES) {
      int rows = s[0];
      int n = s[1];
      var name = "cross-entropy [" + rows + ", " + n + "]";
      var plain = CrossEntropyRows.of(rows, n);
      var smooth = new CrossEntropyRows(rows, n, 0, 0.1);
      c.accumulating(
          name, (long) rows * n, (b, m, add) -> crossEntropy(b, m, plain, null, true, add));
      c.accumulating(
          name + ", weights, smoothing, label 0 ignored",
          (long) rows * n,
          (b, m, add) -> crossEntropy(b, m, smooth, weights(m, n), rows > 0, add));
      c.add(name + ", loss alone", (long) rows * n, (b, m) -> alone(b, m, smooth, weights(m, n)));
    }
    return c.tests();
  }

  private static Slice weights(Arena m, int n) {
    var values = m.randoms(n);
    for (int i = 0; i < n; i++) {
      values[i] = (float) (0.5 + Math.abs(values[i]));
    }
    return m.input(values);
  }

  private static Slice labels(Arena m, int rows, int n) {
    var labels = new double[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = (i * 7 + 1) % n;
    }
    return m.input(labels);
  }

  private static List<Slice> crossEntropy(
      Backend b, Arena m, CrossEntropyRows g, @Nullable Slice weights, boolean back, boolean add) {
    int size = g.rows() * g.classes();
    var logits = m.randomInput(size);
    var targets = labels(m, g.rows(), g.classes());
    var probabilities = m.target(size);
    var loss = m.target(1);
    b.losses().crossEntropy(g, logits, targets, weights, probabilities, loss);
    var inPlace = m.slice(Arena.toArray(logits));
    var again = m.target(1);
    b.losses().crossEntropy(g, inPlace, targets, weights, inPlace, again);
    var dLogits = m.target(back ? size : 0, add);
    if (back) {
      b.losses()
          .crossEntropyBackward(g, probabilities, targets, weights, m.input(0.7), dLogits, add);
      b.losses().crossEntropyBackward(g, inPlace, targets, weights, m.input(0.7), inPlace, false);
    }
    return List.of(probabilities, loss, inPlace, again, dLogits);
  }

  private static List<Slice> alone(Backend b, Arena m, CrossEntropyRows g, Slice weights) {
    var loss = m.target(1);
    b.losses()
        .crossEntropy(
            g,
            m.randomInput(g.rows() * g.classes()),
            labels(m, g.rows(), g.classes()),
            weights,
            null,
            loss);
    return List.of(loss);
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    var c = new BackendContract();
    for (var f : ErrorFunction.values()) {
      for (int n : new int[] {0, 1, 7, 33, 1025, 20_001}) {
        c.accumulating(f + " " + n, n, (b, m, add) -> error(b, m, f, n, add));
      }
    }
    return c.tests();
  }

  private static List<Slice> error(Backend b, Arena m, ErrorFunction f, int n, boolean add) {
    var x = m.randomInput(n);
    var t = m.randomInput(n);
    var loss = m.target(1);
    b.losses().meanError(f, 0.75, x, t, loss);
    var dx = m.target(n, add);
    b.losses().meanErrorBackward(f, 0.75, x, t, m.input(0.7), dx, add);
    return List.of(loss, dx);
  }

  @TestFactory
  Stream<DynamicTest> margins() {
    var c = new BackendContract();
    for (var s : SIZES) {
      c.accumulating(
          "margin [" + s[0] + ", " + s[1] + "]",
          (long) s[0] * s[1],
          (b, m, add) -> margin(b, m, s[0], s[1], add));
    }
    return c.tests();
  }

  private static List<Slice> margin(Backend b, Arena m, int rows, int n, boolean add) {
    var x = m.randomInput(rows * n);
    var labels = labels(m, rows, n);
    var loss = m.target(1);
    b.losses().marginLoss(rows, n, 0.5, x, labels, loss);
    var dx = m.target(rows * n, add);
    b.losses().marginLossBackward(rows, n, 0.5, x, labels, m.input(0.7), dx, add);
    return List.of(loss, dx);
  }

  @Test
  void ignoredRowsCountNeitherAboveNorBelow() {
    Backends.all()
        .forEach(b -> {
          var m = new Arena(b, 3);
          var logits = m.randomInput(12);
          var g = new CrossEntropyRows(4, 3, -1, 0);
          var labels = m.input(-1, 2, -1, 0);
          var p = m.target(12);
          var loss = m.target(1);
          b.losses().crossEntropy(g, logits, labels, null, p, loss);
          double expected = -(Math.log(p.get(5)) + Math.log(p.get(9))) / 2;
          assertEquals(expected, loss.get(0), 1e-5);
          var d = m.target(12);
          b.losses().crossEntropyBackward(g, p, labels, null, m.input(1), d, false);
          assertArrayEquals(new double[3], Arena.toArray(d.part(0, 3)));
          assertArrayEquals(new double[3], Arena.toArray(d.part(6, 3)));
          assertEquals((p.get(5) - 1) / 2, d.get(5), 1e-6);
          m.check();
        });
  }

  @Test
  void noRowThatCountsHasTheLossNanAndNoGradient() {
    Backends.all()
        .forEach(b -> {
          var m = new Arena(b, 3);
          var g = new CrossEntropyRows(1, 3, -1, 0);
          var loss = m.target(1);
          var p = m.target(3);
          b.losses().crossEntropy(g, m.randomInput(3), m.input(-1), null, p, loss);
          assertTrue(Double.isNaN(loss.get(0)));
          var d = m.target(3);
          b.losses().crossEntropyBackward(g, p, m.input(-1), null, m.input(1), d, false);
          assertArrayEquals(new double[3], Arena.toArray(d));
        });
  }

  @Test
  void farScoresStayFinite() {
    Backends.all()
        .forEach(b -> {
          var m = new Arena(b, 3);
          var loss = m.target(1);
          var d = m.target(2);
          var x = m.input(1000, -1000);
          var t = m.input(0, 0);
          var f = ErrorFunction.BINARY_CROSS_ENTROPY;
          b.losses().meanError(f, 0, x, t, loss);
          b.losses().meanErrorBackward(f, 0, x, t, m.input(1), d, false);
          assertEquals(500, loss.get(0), 1e-3);
          assertArrayEquals(new double[] {0.5, 0}, Arena.toArray(d), 1e-6);
        });
  }

  @Test
  void aLabelOutOfRangeMakesTheMarginLossNan() {
    Backends.all()
        .forEach(b -> {
          for (double label : new double[] {-1, 3, 0.5, Double.NaN}) {
            var m = new Arena(b, 1);
            var loss = m.target(1);
            b.losses().marginLoss(1, 3, 1, m.randomInput(3), m.input(label), loss);
            assertTrue(Double.isNaN(loss.get(0)));
          }
        });
  }
}
