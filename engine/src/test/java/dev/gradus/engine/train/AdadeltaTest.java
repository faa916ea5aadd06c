package dev.gradus.engine.train;

import static dev.gradus.engine.Optimizers.adadelta;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdadeltaTest {
  @Test
  void contract() {
    OptimizerContract.check(adadelta());
    OptimizerContract.check(adadelta(0.5).rho(0.95).epsilon(1e-5));
  }

  @Test
  void theFirstStepByHand() {
    double step = 3 * Math.sqrt(1e-6) / Math.sqrt(0.1 * 9 + 1e-6);
    assertEquals(-step, OptimizerContract.path(adadelta(), 3, 1)[0], 1e-12);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("1.0", () -> adadelta().rho(1));
    OptimizerContract.refused("0.0", () -> adadelta().epsilon(0));
  }
}
