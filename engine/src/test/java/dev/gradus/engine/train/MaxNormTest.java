package dev.gradus.engine.train;

import static dev.gradus.engine.Constraints.maxNorm;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Slice;
import org.junit.jupiter.api.Test;

@Covers({"C11"})
class MaxNormTest {
  @Test
  void contract() {
    ConstraintContract.check(maxNorm(3), unit -> ConstraintContract.norm(unit) <= 3 + 1e-6);
    ConstraintContract.check(maxNorm(0.1), unit -> ConstraintContract.norm(unit) <= 0.1 + 1e-6);
  }

  @Test
  void shorterVectorsStayAsTheyAre() {
    Backends.all()
        .forEach(backend -> {
          var m = new Arena(backend, 2);
          var w = m.random(60);
          var before = Arena.toArray(w);
          maxNorm(100).enforce(backend, Shape.of(6, 10), w);
          assertArrayEquals(before, Arena.toArray(w));
        });
  }

  @Test
  void theDirectionStays() {
    var backend = Backends.reference();
    var m = new Arena(backend, 1);
    // columns (3, 4) and (1, 0)
    var w = m.slice(3, 1, 4, 0);
    maxNorm(1).enforce(backend, Shape.of(2, 2), w);
    assertArrayEquals(new double[] {0.6, 1, 0.8, 0}, Arena.toArray(w), 1e-12);
  }

  @Test
  void afterEveryStepAllNormsAreCapped() {
    Backends.all()
        .forEach(backend -> {
          var m = new Arena(backend, 4);
          var w = m.random(20 * 9);
          for (int t = 1; t <= 30; t++) {
            Optimizers.sgd(0.5).step(backend, t, w, m.random(20 * 9), new Slice[0]);
            maxNorm(2).enforce(backend, Shape.of(20, 9), w);
            for (int unit = 0; unit < 9; unit++) {
              var column = new double[20];
              for (int i = 0; i < 20; i++) {
                column[i] = w.get(9 * i + unit);
              }
              assertTrue(ConstraintContract.norm(column) <= 2 + 1e-6);
            }
          }
        });
  }

  @Test
  void describesItself() {
    assertEquals("maxNorm(3.0)", maxNorm(3).describe());
    OptimizerContract.refused("0.0", () -> maxNorm(0));
    OptimizerContract.refused("NaN", () -> maxNorm(Double.NaN));
  }
}
