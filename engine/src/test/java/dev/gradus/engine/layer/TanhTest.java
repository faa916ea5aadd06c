package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class TanhTest {
  @Test
  void contract() {
    LayerContract.check(new Tanh(), Shape.of(5), Shape.of(5));
    LayerContract.check(new Tanh(), Shape.of(2, 3), Shape.of(2, 3));
  }
}
