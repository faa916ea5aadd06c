package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.LayerContract;
import org.junit.jupiter.api.Test;

class ScaledTanhTest {
  @Test
  void keepsTheContract() {
    LayerContract.check(new ScaledTanh(), Shape.of(3, 2), Shape.of(3, 2));
  }

  /// The paper's reason for the numbers: f(1) = 1 and f(-1) = -1.
  @Test
  void oneStaysOne() {
    var model = Model.sequential(Shape.of(3), new ScaledTanh());
    var y = model.predict(Tensor.of(new float[][] {{1, -1, 100}})).toArray();
    assertEquals(1, y[0], 1e-4);
    assertEquals(-1, y[1], 1e-4);
    assertEquals(1.7159, y[2], 1e-4);
  }
}
