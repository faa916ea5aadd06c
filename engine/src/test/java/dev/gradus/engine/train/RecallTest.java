package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers("C37")
class RecallTest {
  // winners 0, 2, 1, 0 (the first of equals)
  private static final float[] ROWS = {3, 1, 2, 0, 1, 2, -1, 4, 0, 1, 1, 0};
  private static final float[] LABELS = {0, 1, 1, 1};

  /// Precision of the classes is 1/2, 1, 0, recall 1, 1/3, 0, F1 2/3, 1/2, 0.
  @Test
  void contract() {
    MetricContract.check(new Recall(), Shape.of(3), ROWS, Shape.of(), LABELS, 4.0 / 9);
    assertTrue(new Recall().higherIsBetter());
  }

  @Test
  void overAllSamplesItIsTheShareOfRightOnes() {
    var tally = new Recall(Average.MICRO).tally();
    tally.add(ROWS, Shape.of(4, 3), LABELS, Shape.of(4));
    assertEquals(0.5, tally.value());
  }
}
