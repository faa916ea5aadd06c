package dev.gradus.engine.train;

import static dev.gradus.engine.Optimizers.rmsProp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import org.junit.jupiter.api.Test;

@Covers({"C05"})
class RmsPropTest {
  @Test
  void contract() {
    OptimizerContract.check(rmsProp(1e-3));
    OptimizerContract.check(rmsProp(1e-3).rho(0.9).momentum(0.5).epsilon(1e-6));
    OptimizerContract.check(rmsProp(1e-3).rho(0.9).centered());
    OptimizerContract.check(rmsProp(1e-3).rho(0.9).centered().momentum(0.5));
  }

  @Test
  void memoryFollowsTheOptions() {
    assertEquals(1, rmsProp().memory());
    assertEquals(2, rmsProp().momentum(0.9).memory());
    assertEquals(2, rmsProp().centered().memory());
    assertEquals(3, rmsProp().centered().momentum(0.9).memory());
  }

  /// AdaGrad would only ever slow down; here steps grow again once gradients become small.
  @Test
  void theStepCanGrowAgain() {
    var backend = Backends.reference();
    var memory = new Arena(backend, 1);
    var optimizer = rmsProp(0.1).rho(0.9);
    var w = memory.slice(0);
    var state = OptimizerContract.state(optimizer, memory, 1);
    double before = 0;
    double small = 0;
    for (int t = 1; t <= 150; t++) {
      before = w.get(0);
      optimizer.step(backend, t, w, memory.input(t <= 10 ? 10 : 1), state);
      small = t == 11 ? before - w.get(0) : small;
    }
    double large = before - w.get(0);
    assertTrue(large > 3 * small, small + " then " + large);
    assertEquals(0.1, large, 1e-4);
  }

  /// With a constant gradient the spread around the mean becomes 0, in floats perhaps less.
  @Test
  void aConstantGradientIsNoProblemWhenCentered() {
    Backends.all()
        .forEach(backend -> {
          var memory = new Arena(backend, 1);
          var optimizer = rmsProp(1e-9).rho(0.5).centered();
          var w = memory.slice(new double[33]);
          var g = memory.slice(new double[33]);
          backend.fill(g, 0.7);
          var state = OptimizerContract.state(optimizer, memory, 33);
          for (int t = 1; t <= 200; t++) {
            optimizer.step(backend, t, w, g, state);
          }
          assertTrue(backend.allFinite(w), backend.name());
        });
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("1.0", () -> rmsProp().rho(1));
    OptimizerContract.refused("-0.1", () -> rmsProp().momentum(-0.1));
    OptimizerContract.refused("-1.0", () -> rmsProp().epsilon(-1));
  }
}
