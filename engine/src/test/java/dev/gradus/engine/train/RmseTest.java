package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers("C37")
class RmseTest {
  @Test
  void contract() {
    var outputs = new float[] {1, 2, 3, 4};
    var targets = new float[] {1, 4, 3, 8};
    MetricContract.check(new Rmse(), Shape.of(), outputs, Shape.of(), targets, Math.sqrt(5));
    MetricContract.check(new Rmse(), Shape.of(1), outputs, Shape.of(), targets, Math.sqrt(5));
    assertFalse(new Rmse().higherIsBetter());
  }
}
