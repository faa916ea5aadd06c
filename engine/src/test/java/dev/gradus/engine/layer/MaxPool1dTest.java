package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class MaxPool1dTest {
  @Test
  void contract() {
    LayerContract.check(new MaxPool1d(2), Shape.of(2, 7), Shape.of(2, 3));
    LayerContract.check(new MaxPool1d(2).ceilMode(), Shape.of(2, 7), Shape.of(2, 4));
    LayerContract.check(new MaxPool1d(3).stride(1).padding(1), Shape.of(1, 5), Shape.of(1, 5));
  }
}
