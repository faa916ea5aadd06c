package dev.gradus.engine.train;

import static dev.gradus.engine.Regularizers.l1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import org.junit.jupiter.api.Test;

@Covers({"C09"})
class L1Test {
  @Test
  void contract() {
    RegularizerContract.check(l1(0.03), w -> 0.03 * Math.abs(w));
    RegularizerContract.check(l1(0), w -> 0);
  }

  @Test
  void everyWeightIsPulledWithTheSameStrength() {
    Backends.all()
        .forEach(backend -> {
          var m = new Arena(backend, 1);
          var w = m.input(5, -0.01, 0, -3);
          var g = m.slice(1, 1, 1, 1);
          l1(0.5).addGradient(backend, w, g);
          assertArrayEquals(new double[] {1.5, 0.5, 1, 0.5}, Arena.toArray(g));
          assertEquals(0.5 * 8.01, l1(0.5).penalty(backend, w), 1e-6);
        });
  }

  @Test
  void describesItself() {
    assertEquals("l1(0.5)", l1(0.5).describe());
    OptimizerContract.refused("-1.0", () -> l1(-1));
    OptimizerContract.refused("NaN", () -> l1(Double.NaN));
  }
}
