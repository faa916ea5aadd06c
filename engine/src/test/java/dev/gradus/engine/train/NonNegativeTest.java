package dev.gradus.engine.train;

import static dev.gradus.engine.Constraints.nonNegative;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NonNegativeTest {
  @Test
  void contract() {
    ConstraintContract.check(
        nonNegative(), unit -> Arrays.stream(unit).allMatch(weight -> weight >= 0));
  }

  @Test
  void positiveWeightsStay() {
    Backends.all()
        .forEach(backend -> {
          var m = new Arena(backend, 1);
          var w = m.slice(-1, 0.5, 0, -1e-20, 7);
          nonNegative().enforce(backend, Shape.of(5), w);
          assertArrayEquals(new double[] {0, 0.5, 0, 0, 7}, Arena.toArray(w));
        });
  }

  @Test
  void describesItself() {
    assertEquals("nonNegative()", nonNegative().describe());
  }
}
