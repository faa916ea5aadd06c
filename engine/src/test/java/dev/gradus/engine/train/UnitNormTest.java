package dev.gradus.engine.train;

import static dev.gradus.engine.Constraints.unitNorm;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import org.junit.jupiter.api.Test;

class UnitNormTest {
  @Test
  void contract() {
    ConstraintContract.check(
        unitNorm(), unit -> unit.length == 0 || Math.abs(ConstraintContract.norm(unit) - 1) < 1e-6);
  }

  @Test
  void zerosStay() {
    Backends.all()
        .forEach(backend -> {
          var m = new Arena(backend, 1);
          var w = m.slice(0, 0.001, 0, 0);
          unitNorm().enforce(backend, Shape.of(2, 2), w);
          assertArrayEquals(new double[] {0, 1, 0, 0}, Arena.toArray(w), 1e-6);
        });
  }

  @Test
  void describesItself() {
    assertEquals("unitNorm()", unitNorm().describe());
  }
}
