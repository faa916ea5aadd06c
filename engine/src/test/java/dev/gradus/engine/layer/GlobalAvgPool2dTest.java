package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class GlobalAvgPool2dTest {
  @Test
  void contract() {
    LayerContract.check(new GlobalAvgPool2d(), Shape.of(3, 4, 5), Shape.of(3));
    LayerContract.check(new GlobalAvgPool2d(), Shape.of(2, 1, 1), Shape.of(2));
  }

  @Test
  @Covers("B13")
  void givesTheMeanOfEveryMap() {
    var x = Context.seeded(1).call(() -> Tensor.randn(2, 10, 7, 7));
    var y = Model.input(10, 7, 7).globalAvgPool2d().predict(x);
    assertEquals(Shape.of(2, 10), y.shape());
    var values = x.toArray();
    for (int map = 0; map < 20; map++) {
      double sum = 0;
      for (int i = 0; i < 49; i++) {
        sum += values[map * 49 + i];
      }
      assertEquals(sum / 49, y.get(map / 10, map % 10), 1e-6);
    }
  }
}
