package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers("I05")
class PerplexityTest {
  @Test
  void contract() {
    // costs ln 4 and ln 4 / 3: probabilities 1/4 and 3/4
    float ln3 = (float) Math.log(3);
    var scores = new float[] {ln3, 0, ln3, 0, 5, 5};
    var labels = new float[] {1, 0, -1};
    double mean = (Math.log(4) + Math.log(4.0 / 3)) / 2;
    MetricContract.check(new Perplexity(), Shape.of(2), scores, Shape.of(), labels, Math.exp(mean));
    assertFalse(new Perplexity().higherIsBetter());
  }
}
