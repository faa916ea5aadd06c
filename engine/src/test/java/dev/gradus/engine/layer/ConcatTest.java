package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.parallel;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class ConcatTest {
  @Test
  void contract() {
    LayerContract.check(parallel(new Concat(), dense(4), dense(4)), Shape.of(3), Shape.of(8));
    LayerContract.check(parallel(new Concat(), dense(4)), Shape.of(3), Shape.of(4));
  }
}
