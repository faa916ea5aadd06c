package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class FlattenTest {
  @Test
  void contract() {
    LayerContract.check(new Flatten(), Shape.of(2, 3, 4), Shape.of(24));
    LayerContract.check(new Flatten(), Shape.of(5), Shape.of(5));
  }
}
