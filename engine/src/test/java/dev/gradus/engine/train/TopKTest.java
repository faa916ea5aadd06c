package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers("C37")
class TopKTest {
  // winners 0, 2, 1, 0 (the first of equals)
  private static final float[] ROWS = {3, 1, 2, 0, 1, 2, -1, 4, 0, 1, 1, 0};
  private static final float[] LABELS = {0, 1, 1, 1};

  @Test
  void contract() {
    MetricContract.check(new TopK(1), Shape.of(3), ROWS, Shape.of(), LABELS, 0.5);
    MetricContract.check(new TopK(2), Shape.of(3), ROWS, Shape.of(), LABELS, 1);
    var padded = new float[] {1, 0, -1, 0};
    MetricContract.check(new TopK(2), Shape.of(3), ROWS, Shape.of(), padded, 1.0 / 3);
    assertTrue(new TopK(5).higherIsBetter());
    assertThrows(GradusException.class, () -> new TopK(0));
  }
}
