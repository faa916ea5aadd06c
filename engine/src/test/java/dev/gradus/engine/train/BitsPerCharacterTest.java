package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers("I05")
class BitsPerCharacterTest {
  @Test
  void contract() {
    // a fair coin costs one bit, an even choice among eight three
    var even = new float[8 * 5];
    var labels = new float[] {0, 7, 3, 3, 1};
    MetricContract.check(new BitsPerCharacter(), Shape.of(8), even, Shape.of(), labels, 3);
    var coin = new float[] {4, 4, -1, -1};
    MetricContract.check(
        new BitsPerCharacter(), Shape.of(2), coin, Shape.of(), new float[] {1, 0}, 1);
    assertFalse(new BitsPerCharacter().higherIsBetter());
  }
}
