package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class MaxPool2dTest {
  @Test
  void contract() {
    LayerContract.check(new MaxPool2d(2), Shape.of(2, 6, 5), Shape.of(2, 3, 2));
    LayerContract.check(
        new MaxPool2d(3).stride(2).padding(1), Shape.of(1, 7, 7), Shape.of(1, 4, 4));
    LayerContract.check(new MaxPool2d(2).ceilMode(), Shape.of(1, 7, 7), Shape.of(1, 4, 4));
  }
}
