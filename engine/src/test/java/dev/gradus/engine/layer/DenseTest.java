package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class DenseTest {
  @Test
  @Covers("B18")
  void contract() {
    LayerContract.check(new Dense(5), Shape.of(7), Shape.of(5));
    LayerContract.check(new Dense(1).withoutBias(), Shape.of(3), Shape.of(1));
    LayerContract.check(new Dense(4), Shape.of(3, 2), Shape.of(3, 4));
  }

  @Test
  @Covers("B09")
  void countsOfTheBook() {
    var summary = Model.input(784).dense(30).dense(10).summary();
    assertEquals(23_550, summary.row("dense_1").parameters());
    assertEquals(23_860, summary.totalParameters());
  }

  @Test
  void noUnitsAreRefused() {
    assertThrows(GradusException.class, () -> new Dense(0));
  }
}
