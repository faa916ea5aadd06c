package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class AvgPool1dTest {
  @Test
  void contract() {
    LayerContract.check(new AvgPool1d(2), Shape.of(2, 7), Shape.of(2, 3));
    LayerContract.check(new AvgPool1d(2).ceilMode(), Shape.of(2, 7), Shape.of(2, 4));
    LayerContract.check(new AvgPool1d(3).stride(2).padding(1), Shape.of(1, 5), Shape.of(1, 3));
  }
}
