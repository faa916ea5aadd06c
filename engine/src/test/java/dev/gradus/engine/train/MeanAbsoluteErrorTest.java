package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers("C37")
class MeanAbsoluteErrorTest {
  @Test
  void contract() {
    var outputs = new float[] {1, 2, 3, 4};
    var targets = new float[] {1, 4, 3, 8};
    MetricContract.check(new MeanAbsoluteError(), Shape.of(2), outputs, Shape.of(2), targets, 1.5);
    assertFalse(new MeanAbsoluteError().higherIsBetter());
  }
}
