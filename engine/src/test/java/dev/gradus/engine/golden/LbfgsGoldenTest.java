package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.Covers;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.train.Lbfgs;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// L-BFGS ends where PyTorch's ends: at the minimum of logistic regressions.
@Covers({"C08"})
final class LbfgsGoldenTest {
  @TestFactory
  Stream<DynamicTest> minima() {
    return Golden.cases("lbfgs").stream().map(c -> dynamicTest(c.name(), () -> run(c)));
  }

  /// The mean of ln(1 + e^(-y x.w)) + decay / 2 |w|^2 and its derivatives.
  private static double loss(Case c, double[] w, double[] g) {
    var x = c.numbers("x").data();
    var y = c.numbers("y").data();
    double decay = c.number("decay");
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
      sum += decay / 2 * w[j] * w[j];
      g[j] = decay * w[j];
    }
    for (int i = 0; i < y.length; i++) {
      double score = 0;
      for (int j = 0; j < w.length; j++) {
        score += x[i * w.length + j] * w[j];
      }
      double margin = y[i] * score;
      sum += (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)))) / y.length;
      double slope = -y[i] / (1 + Math.exp(margin)) / y.length;
      for (int j = 0; j < w.length; j++) {
        g[j] += slope * x[i * w.length + j];
      }
    }
    return sum;
  }

  private static void run(Case c) {
    var expected = c.numbers("minimum").data();
    var found = Lbfgs.minimize((w, g) -> loss(c, w, g), new double[expected.length]);
    double error = Golden.difference(expected, found.point());
    assertTrue(error < 1e-6, () -> "the minimum differs by " + error);
    assertEquals(c.number("loss"), found.value(), 1e-9);
    assertTrue(found.evaluations() < 100, found.toString());
    System.out.printf(
        Locale.ROOT,
        "golden lbfgs %s: %d evaluations, difference %.1e%n",
        c.name(),
        found.evaluations(),
        error);
  }
}
