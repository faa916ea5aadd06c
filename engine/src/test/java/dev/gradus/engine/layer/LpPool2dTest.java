package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class LpPool2dTest {
  @Test
  void contract() {
    LayerContract.check(new LpPool2d(2), Shape.of(2, 6, 5), Shape.of(2, 3, 2));
    LayerContract.check(
        new LpPool2d(3).stride(2).padding(1).power(3), Shape.of(1, 7, 7), Shape.of(1, 4, 4));
    LayerContract.check(new LpPool2d(2).ceilMode(), Shape.of(1, 7, 7), Shape.of(1, 4, 4));
    LayerContract.check(new LpPool2d(2).window(1, 3), Shape.of(1, 4, 6), Shape.of(1, 2, 2));
    assertEquals("lpPool2d(2)", new LpPool2d(2).describe());
    assertThrows(GradusException.class, () -> new LpPool2d(2).power(0));
  }

  @Test
  @Covers("B11")
  void handNumbers() {
    var square = Tensor.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
    assertEquals(5.47723, Model.input(1, 2, 2).lpPool2d(2).predict(square).item(), 1e-5);
  }
}
