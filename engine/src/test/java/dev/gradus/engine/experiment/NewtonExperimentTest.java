package dev.gradus.engine.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.train.Lbfgs;
import org.junit.jupiter.api.Test;

/// Methods of the second order on a bowl that is some thirty times as steep one way as the other.
class NewtonExperimentTest {

  /// (x - m)' A (x - m) / 2 with A = [[40, 12], [12, 5]]: its gradient is A (x - m).
  private static double bowl(double[] x, double[] g) {
    double u = x[0] - 3;
    double v = x[1] + 2;
    g[0] = 40 * u + 12 * v;
    g[1] = 12 * u + 5 * v;
    return (u * g[0] + v * g[1]) / 2;
  }

  /// Newton goes to x - A^-1 g. The matrix is taken from differences of the gradient.
  @Test
  @Covers("C08")
  void newtonNeedsOneStepDescentMany() {
    var g = new double[2];
    bowl(new double[] {-7, 11}, g);
    var byFirst = new double[2];
    var bySecond = new double[2];
    bowl(new double[] {-6, 11}, byFirst);
    bowl(new double[] {-7, 12}, bySecond);
    double a = byFirst[0] - g[0];
    double b = bySecond[0] - g[0];
    double c = bySecond[1] - g[1];
    double det = a * c - b * b;
    double[] newton = {-7 - (c * g[0] - b * g[1]) / det, 11 - (a * g[1] - b * g[0]) / det};
    assertArrayEquals(new double[] {3, -2}, newton, 1e-9);
    var found = Lbfgs.minimize(NewtonExperimentTest::bowl, -7, 11);
    assertArrayEquals(new double[] {3, -2}, found.point(), 1e-6);
    int steps = 0;
    double[] x = {-7, 11};
    while (bowl(x, g) > 1e-12 && steps < 10_000) {
      x[0] -= 0.04 * g[0]; // from 2 / 43.7, the largest eigenvalue, on it diverges
      x[1] -= 0.04 * g[1];
      steps++;
    }
    Measured.print(
        "to the bottom: Newton 1 step, L-BFGS %d evaluations, descent %d steps",
        found.evaluations(), steps);
    assertArrayEquals(new double[] {3, -2}, x, 1e-4);
    assertTrue(found.evaluations() < 20 && steps > 5 * found.evaluations());
  }
}
