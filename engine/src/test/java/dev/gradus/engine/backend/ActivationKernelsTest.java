package dev.gradus.engine.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every curve at odd sizes and on special numbers.
final class ActivationKernelsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double[] SPECIAL = {
    0,
    -0.0,
    Double.NaN,
    INFINITY,
    -INFINITY,
    1e-30f,
    -1e-30f,
    1000,
    -1000,
    80,
    -80,
    14,
    -14,
    12,
    -12
  };

  private static Stream<Curve> curves() {
    return Stream.of(
        new Curve.LeakyRelu(0.1),
        new Curve.Elu(0.7),
        new Curve.Gelu(),
        new Curve.GeluTanh(),
        new Curve.Softplus());
  }

  @TestFactory
  Stream<DynamicTest> curvesAndSlopes() {
    var c = new BackendContract();
    curves()
        .forEach(f -> {
          for (int n : new int[] {0, 1, 7, 33, 1025, 20_001}) {
            c.add(f + " " + n, 4, (b, m) -> forward(b, m, f, n));
            c.accumulating(f + " backward " + n, 4, (b, m, add) -> backward(b, m, f, n, add));
          }
          c.add(f + " of special numbers", 4, (b, m) -> special(b, m, f));
        });
    return c.tests();
  }

  private static List<Slice> forward(Backend b, Arena m, Curve f, int n) {
    var y = m.target(n);
    b.activations().curve(f, m.randomInput(n), y);
    var inPlace = m.random(n);
    b.activations().curve(f, inPlace, inPlace);
    return List.of(y, inPlace);
  }

  private static List<Slice> backward(Backend b, Arena m, Curve f, int n, boolean add) {
    boolean readsY = f.derivativeReadsOutput();
    var x = readsY ? m.target(n) : m.randomInput(n);
    var y = readsY ? m.randomInput(n) : m.target(n);
    var dx = m.target(n, add);
    b.activations().curveBackward(f, x, y, m.randomInput(n), dx, add);
    if (add) {
      return List.of(dx);
    }
    var inPlace = m.random(n);
    b.activations().curveBackward(f, x, y, inPlace, inPlace, false);
    return List.of(dx, inPlace);
  }

  private static List<Slice> special(Backend b, Arena m, Curve f) {
    var targets = new ArrayList<Slice>();
    for (double number : SPECIAL) {
      var repeated = new double[19];
      Arrays.fill(repeated, number);
      var x = m.slice(repeated);
      var y = m.target(19);
      b.activations().curve(f, x, y);
      var dx = m.target(19);
      b.activations().curveBackward(f, x, x, m.randomInput(19), dx, false);
      targets.add(y);
      targets.add(dx);
    }
    return targets;
  }

  @TestFactory
  Stream<DynamicTest> reluBackwardWithAFactor() {
    var c = new BackendContract();
    for (int n : new int[] {0, 1, 7, 33, 1025, 20_001}) {
      c.add(
          "relu backward with a factor " + n,
          4,
          (b, m) -> {
            var dx = m.target(n);
            var y = m.randomInput(n);
            b.activations().reluBackward(1.25, y, m.randomInput(n), dx);
            var inPlace = m.random(n);
            b.activations().reluBackward(2, y, inPlace, inPlace);
            return List.of(dx, inPlace);
          });
    }
    return c.tests();
  }

  @TestFactory
  Stream<DynamicTest> logSoftmax() {
    var c = new BackendContract();
    int[][] sizes = {{1, 1}, {3, 10}, {64, 10}, {5, 17}, {7, 3000}, {0, 10}, {33, 3}};
    for (var s : sizes) {
      var name = "log-softmax " + Arrays.toString(s);
      int n = s[0] * s[1];
      c.add(
          name,
          s[1],
          (b, m) -> {
            var y = m.target(n);
            b.activations().logSoftmax(s[0], s[1], m.randomInput(n), y);
            return List.of(y);
          });
      c.accumulating(
          name + " backward",
          s[1],
          (b, m, add) -> {
            var dx = m.target(n, add);
            b.activations()
                .logSoftmaxBackward(s[0], s[1], m.randomInput(n), m.randomInput(n), dx, add);
            return List.of(dx);
          });
    }
    return c.tests();
  }
}
