package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.parallel;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class AverageTest {
  @Test
  void contract() {
    LayerContract.check(parallel(new Average(), dense(4), dense(4)), Shape.of(3), Shape.of(4));
    LayerContract.check(parallel(new Average(), dense(4)), Shape.of(3), Shape.of(4));
  }
}
