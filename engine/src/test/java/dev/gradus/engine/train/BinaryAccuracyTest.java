package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers("C37")
class BinaryAccuracyTest {
  @Test
  void contract() {
    var scores = new float[] {2, -1, 0.5f, -3};
    var targets = new float[] {1, 1, 0, 0};
    MetricContract.check(new BinaryAccuracy(), Shape.of(1), scores, Shape.of(), targets, 0.5);
    assertTrue(new BinaryAccuracy().higherIsBetter());
  }

  @Test
  void probabilitiesHaveAThresholdOfTheirOwn() {
    var tally = new BinaryAccuracy(0.5).tally();
    var said = new float[] {0.9f, 0.4f, 0.6f, Float.NaN};
    tally.add(said, Shape.of(4), new float[] {1, 0, 0, 1}, Shape.of(4));
    assertEquals(0.5, tally.value(), "a NaN is never right");
  }
}
