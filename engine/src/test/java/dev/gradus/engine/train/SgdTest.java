package dev.gradus.engine.train;

import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Slice;
import org.junit.jupiter.api.Test;

class SgdTest {
  @Test
  void contract() {
    OptimizerContract.check(sgd(0.1));
    OptimizerContract.check(sgd(0.05, 0.9));
    OptimizerContract.check(sgd(0.05).nesterov(0.9).weightDecay(1e-4));
  }

  @Test
  @Covers({"C02"})
  void momentumByHand() {
    assertEquals(new Sgd(0.1, 0.9, false, 0), sgd(0.1, 0.9));
    assertEquals(-0.4, OptimizerContract.path(sgd(0.1), 2, 2)[1], 1e-12);
    var path = OptimizerContract.path(sgd(0.1, 0.9), 2, 3);
    assertEquals(-0.2, path[0], 1e-12);
    assertEquals(-0.2 - 0.38, path[1], 1e-12);
    assertEquals(-0.58 - 0.1 * (0.9 * 3.8 + 2), path[2], 1e-12);
  }

  /// The course's form v = mu v - rate g; w += v is the same while the rate is constant.
  @Test
  @Covers({"C02"})
  void theOtherSignConventionGivesTheSamePath() {
    double v = 0;
    double w = 0;
    var path = OptimizerContract.path(sgd(0.1, 0.9), 2, 10);
    for (double ours : path) {
      v = 0.9 * v - 0.1 * 2;
      w += v;
      assertEquals(w, ours, 1e-12);
    }
  }

  @Test
  @Covers({"C03"})
  void nesterovLooksAhead() {
    var path = OptimizerContract.path(sgd(0.1).nesterov(0.9), 2, 1);
    assertEquals(-0.1 * (2 + 0.9 * 2), path[0], 1e-12);
  }

  /// A long valley: x^2 / 2 + 25 y^2 / 2.
  @Test
  @Covers({"C03"})
  void momentumAndNesterovAreFasterInAValley() {
    int plain = stepsThroughValley(sgd(0.035));
    int heavy = stepsThroughValley(sgd(0.035, 0.8));
    int ahead = stepsThroughValley(sgd(0.035).nesterov(0.8));
    assertTrue(heavy < plain && ahead < heavy, plain + ", " + heavy + ", " + ahead);
  }

  private static int stepsThroughValley(Optimizer optimizer) {
    var backend = Backends.reference();
    var memory = new Arena(backend, 1);
    var w = memory.slice(5, 1);
    var g = memory.slice(0, 0);
    var state = OptimizerContract.state(optimizer, memory, 2);
    for (int t = 1; t < 10_000; t++) {
      g.set(0, w.get(0));
      g.set(1, 25 * w.get(1));
      optimizer.step(backend, t, w, g, state);
      if (Math.hypot(w.get(0), w.get(1)) < 1e-4) {
        return t;
      }
    }
    return 10_000;
  }

  /// For plain descent an L2 penalty is a weight decay of the same strength; w shrinks by rate *
  /// decay in a step without gradient.
  @Test
  @Covers({"C10"})
  void weightDecayIsAnL2PenaltyForPlainDescent() {
    Backends.all()
        .forEach(backend -> {
          var memory = new Arena(backend, 3);
          var decayed = memory.random(33);
          var start = Arena.toArray(decayed);
          var punished = memory.slice(start);
          var shrunk = memory.slice(start);
          for (int t = 1; t <= 10; t++) {
            var g = memory.random(33);
            var total = memory.slice(Arena.toArray(g));
            sgd(0.1).weightDecay(0.02).step(backend, t, decayed, g, new Slice[0]);
            new L2(0.02).addGradient(backend, punished, total);
            sgd(0.1).step(backend, t, punished, total, new Slice[0]);
            sgd(0.1)
                .weightDecay(0.02)
                .step(backend, t, shrunk, memory.input(new double[33]), new Slice[0]);
          }
          memory.check();
          assertArrayEquals(Arena.toArray(decayed), Arena.toArray(punished), 1e-6);
          for (int i = 0; i < 33; i++) {
            assertEquals(start[i] * Math.pow(1 - 0.1 * 0.02, 10), shrunk.get(i), 1e-6);
          }
        });
  }

  /// Decay balances the gradient at g / decay: weights without a signal fade, a weight whose
  /// gradient keeps one sign grows against it.
  @Test
  @Covers({"C10"})
  void aRealSignalOutpacesTheDecay() {
    var path = OptimizerContract.path(sgd(0.1).weightDecay(0.1), -0.5, 2000);
    assertEquals(5, path[1999], 1e-6);
    assertEquals(
        -0.2 - 0.1 * (2 + 0.5 * -0.2),
        OptimizerContract.path(sgd(0.1).weightDecay(0.5), 2, 2)[1],
        1e-12);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("1.0", () -> sgd(0.1, 1));
    OptimizerContract.refused("-0.5", () -> sgd(0.1).weightDecay(-0.5));
    assertThrows(GradusException.class, () -> new Sgd(0.1, 0, true, 0));
  }
}
