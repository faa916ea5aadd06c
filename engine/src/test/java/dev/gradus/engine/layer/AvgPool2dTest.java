package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class AvgPool2dTest {
  @Test
  void contract() {
    LayerContract.check(new AvgPool2d(2), Shape.of(2, 6, 5), Shape.of(2, 3, 2));
    LayerContract.check(new AvgPool2d(3).stride(1), Shape.of(1, 5, 5), Shape.of(1, 3, 3));
  }
}
