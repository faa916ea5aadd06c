package dev.gradus.engine.train;

import static dev.gradus.engine.Optimizers.adaGrad;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C04"})
class AdaGradTest {
  @Test
  void contract() {
    OptimizerContract.check(adaGrad(0.3));
    OptimizerContract.check(adaGrad(0.3).accumulator(0.1).epsilon(1e-6));
  }

  /// cache += dx ** 2; x -= rate * dx / (sqrt(cache) + eps).
  @Test
  void equalsTheCodeOfTheCourse() {
    double cache = 0.2;
    double x = 0;
    var path = OptimizerContract.path(adaGrad(0.5).accumulator(0.2).epsilon(1e-4), -3, 10);
    for (double ours : path) {
      cache += 9;
      x += 0.5 * 3 / (Math.sqrt(cache) + 1e-4);
      assertEquals(x, ours, 1e-12);
    }
  }

  @Test
  void withAConstantGradientTheStepFallsAsOneOverTheRootOfTime() {
    var path = OptimizerContract.path(adaGrad(0.1), 7, 400);
    for (int t : new int[] {4, 25, 100, 400}) {
      double step = path[t - 2] - path[t - 1];
      assertEquals(0.1 / Math.sqrt(t), step, 1e-9);
    }
  }

  /// The same sum of gradients, once in each step and once in one step of ten.
  @Test
  void rareGradientsTakeLargerSteps() {
    double often = -OptimizerContract.path(adaGrad(0.1), 1, 1)[0];
    double late = OptimizerContract.path(adaGrad(0.1), 1, 10)[8];
    double last = OptimizerContract.path(adaGrad(0.1), 1, 10)[9];
    assertTrue(late - last < 0.4 * often);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("-1.0E-4", () -> adaGrad().epsilon(-1e-4));
    OptimizerContract.refused("NaN", () -> adaGrad().accumulator(Double.NaN));
  }
}
