package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
  @Test
  void contract() {
    LayerContract.check(new Softmax(), Shape.of(6), Shape.of(6));
    LayerContract.check(new Softmax(), Shape.of(2, 3), Shape.of(2, 3));
  }
}
