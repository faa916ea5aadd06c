package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class ReluTest {
  @Test
  void contract() {
    LayerContract.check(new Relu(), Shape.of(3, 4), Shape.of(3, 4));
  }
}
