package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.backend.Slice;
import org.junit.jupiter.api.Test;

/// Steps of optimizers against hand numbers; many steps against PyTorch are in the golden tests.
class OptimizerTest {
  /// The weight after some steps with a constant gradient, from 0.
  private static double[] path(Optimizer optimizer, double gradient, int steps) {
    var backend = Device.reference().backend();
    var w = Slice.of(backend.allocate(1));
    var g = Slice.of(backend.allocate(1));
    var state = new Slice[optimizer.memory()];
    for (int i = 0; i < state.length; i++) {
      state[i] = Slice.of(backend.allocate(1));
    }
    var path = new double[steps];
    for (int t = 1; t <= steps; t++) {
      g.set(0, gradient);
      optimizer.step(backend, t, w, g, state);
      path[t - 1] = w.get(0);
    }
    return path;
  }

  @Test
  void plainDescentAndMomentum() {
    var plain = path(Optimizers.sgd(0.1), 2, 2);
    assertEquals(-0.4, plain[1], 1e-12);
    var momentum = path(Optimizers.sgd(0.1, 0.9), 2, 3);
    assertEquals(-0.2, momentum[0], 1e-12);
    assertEquals(-0.2 - 0.38, momentum[1], 1e-12);
    assertEquals(-0.58 - 0.1 * (0.9 * 3.8 + 2), momentum[2], 1e-12);
    var nesterov = path(Optimizers.sgd(0.1).nesterov(0.9), 2, 1);
    assertEquals(-0.1 * (2 + 0.9 * 2), nesterov[0], 1e-12);
    var decayed = path(Optimizers.sgd(0.1).weightDecay(0.5), 2, 2);
    assertEquals(-0.2 - 0.1 * (2 + 0.5 * -0.2), decayed[1], 1e-12);
  }

  @Test
  void adamsFirstStepIsTheRateWhateverTheGradient() {
    for (double g : new double[] {1e-3, 1, 1e3}) {
      assertEquals(-1e-3, path(Optimizers.adam(1e-3), g, 1)[0], 1e-7);
    }
  }

  @Test
  void withoutBiasCorrectionAdamStartsTooFast() {
    var path = path(Optimizers.adam(1).withoutBiasCorrection(), 1, 40);
    assertEquals(-3.1623, path[0], 1e-3);
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

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(GradusException.class, () -> Optimizers.sgd(Double.NaN));
    assertThrows(GradusException.class, () -> Optimizers.adam().betas(1, 0.9));
    assertThrows(GradusException.class, () -> new Sgd(0.1, 0, true, 0));
    var e = assertThrows(GradusException.class, () -> Optimizers.sgd(-1));
    assertTrue(e.getMessage().contains("-1"), e.getMessage());
    assertEquals(0.5, Optimizers.adam().learningRate(0.5).learningRate());
  }
}
