package dev.gradus.engine.train;

import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import org.junit.jupiter.api.Test;

class AdamTest {
  @Test
  void contract() {
    OptimizerContract.check(adam(0.01));
    OptimizerContract.check(adam(0.01).withoutBiasCorrection());
    OptimizerContract.check(adam(0.01).amsgrad().epsilon(1e-6));
  }

  @Test
  @Covers({"C06"})
  void theFirstStepIsTheRateWhateverTheGradient() {
    for (double g : new double[] {1e-3, 1, 1e3}) {
      assertEquals(-1e-3, OptimizerContract.path(adam(1e-3), g, 1)[0], 1e-7);
    }
  }

  @Test
  @Covers({"C06"})
  void withoutBiasCorrectionItStartsTooFast() {
    var path = OptimizerContract.path(adam(1).withoutBiasCorrection(), 1, 40);
    assertEquals(-3.1623, path[0], 1e-4);
    double largest = 0;
    int at = 0;
    for (int t = 1; t < path.length; t++) {
      double step = path[t - 1] - path[t];
      if (step > largest) {
        largest = step;
        at = t + 1;
      }
    }
    assertEquals(6.57, largest, 0.01);
    assertEquals(12, at, 1);
  }

  /// After one large gradient the small ones that follow move AMSGrad less than Adam.
  @Test
  void amsgradNeverForgetsALargeGradient() {
    var backend = Backends.reference();
    var moved = new double[2];
    for (int kind = 0; kind < 2; kind++) {
      var optimizer = adam(0.1).betas(0, 0.5);
      optimizer = kind == 1 ? optimizer.amsgrad() : optimizer;
      var memory = new Arena(backend, 1);
      var w = memory.slice(0);
      var state = OptimizerContract.state(optimizer, memory, 1);
      optimizer.step(backend, 1, w, memory.input(100), state);
      double first = w.get(0);
      for (int t = 2; t <= 30; t++) {
        optimizer.step(backend, t, w, memory.input(0.1), state);
      }
      moved[kind] = first - w.get(0);
    }
    assertTrue(moved[1] > 0 && moved[1] < 0.1 * moved[0], moved[0] + " and " + moved[1]);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("1.0", () -> adam().betas(1, 0.9));
    OptimizerContract.refused("-0.1", () -> adam().betas(0.9, -0.1));
    OptimizerContract.refused("-1.0", () -> adam().epsilon(-1));
  }
}
