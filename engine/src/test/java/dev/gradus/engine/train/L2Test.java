package dev.gradus.engine.train;

import static dev.gradus.engine.Regularizers.l1;
import static dev.gradus.engine.Regularizers.l2;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Slice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@Covers({"C09"})
class L2Test {
  @Test
  void contract() {
    RegularizerContract.check(l2(0.03), w -> 0.03 / 2 * w * w);
    RegularizerContract.check(l2(0), w -> 0);
  }

  @Test
  void halfTheSumOfSquares() {
    Backends.all()
        .forEach(backend -> {
          var m = new Arena(backend, 1);
          var w = m.input(5, -2, 0);
          var g = m.slice(1, 1, 1);
          l2(0.5).addGradient(backend, w, g);
          assertArrayEquals(new double[] {3.5, 0, 1}, Arena.toArray(g));
          assertEquals(0.25 * 29, l2(0.5).penalty(backend, w), 1e-6);
        });
  }

  /// A regression in which 3 of 20 inputs matter a lot and the others a little: L1 leaves most
  /// others at 0 (within a step), L2 shrinks everything and leaves hardly one at 0.
  @Test
  void l1GivesZerosAndL2ShrinksAll() {
    var sparse = fitted(l1(0.1));
    var small = fitted(l2(0.5));
    var free = fitted(l2(0));
    double step = 2e-3;
    assertTrue(zeros(sparse, step) >= 15, zeros(sparse, step) + " zeros");
    assertTrue(zeros(small, step) <= 3, zeros(small, step) + " zeros");
    for (int i = 0; i < 20; i++) {
      assertEquals(free[i] / 1.5, small[i], 1e-3);
      assertTrue(Math.abs(small[i]) < Math.abs(free[i]));
    }
  }

  private static long zeros(double[] w, double step) {
    return Arrays.stream(w).filter(v -> Math.abs(v) <= step).count();
  }

  /// The minimum of sum (w_i - c_i)^2 / 2 and a penalty, by gradient descent.
  private static double[] fitted(Regularizer penalty) {
    var backend = Backends.reference();
    var m = new Arena(backend, 8);
    var goal = m.randoms(20);
    for (int i = 0; i < 20; i++) {
      goal[i] = i < 3 ? 2 + i : 0.05 * Math.signum(goal[i]) + 0.01 * goal[i];
    }
    var w = m.random(20);
    var g = m.slice(new double[20]);
    for (int t = 1; t <= 2000; t++) {
      for (int i = 0; i < 20; i++) {
        g.set(i, w.get(i) - goal[i]);
      }
      penalty.addGradient(backend, w, g);
      Optimizers.sgd(0.01).step(backend, t, w, g, new Slice[0]);
    }
    return Arena.toArray(w);
  }

  @Test
  void describesItself() {
    assertEquals("l2(1.0E-4)", l2(1e-4).describe());
    OptimizerContract.refused("-1.0", () -> l2(-1));
  }
}
