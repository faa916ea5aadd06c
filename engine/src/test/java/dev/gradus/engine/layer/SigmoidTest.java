package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class SigmoidTest {
  @Test
  void contract() {
    LayerContract.check(new Sigmoid(), Shape.of(5), Shape.of(5));
    LayerContract.check(new Sigmoid(), Shape.of(2, 3), Shape.of(2, 3));
  }
}
