package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers("C37")
class AccuracyTest {
  // winners 0, 2, 1, 0 (the first of equals)
  private static final float[] ROWS = {3, 1, 2, 0, 1, 2, -1, 4, 0, 1, 1, 0};
  private static final float[] LABELS = {0, 1, 1, 1};

  @Test
  void contract() {
    MetricContract.check(new Accuracy(), Shape.of(3), ROWS, Shape.of(), LABELS, 0.5);
    MetricContract.check(
        new Accuracy(), Shape.of(2, 3), ROWS, Shape.of(2), new float[] {0, -1, 2, -1}, 0.5);
    assertTrue(new Accuracy().higherIsBetter());
  }

  @Test
  void anotherLabelMayBeIgnored() {
    var tally = new Accuracy(1).tally();
    tally.add(ROWS, Shape.of(4, 3), LABELS, Shape.of(4));
    assertEquals(1, tally.value(), "only the first row counts");
  }
}
