package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class GlobalMaxPool2dTest {
  @Test
  void contract() {
    LayerContract.check(new GlobalMaxPool2d(), Shape.of(3, 4, 5), Shape.of(3));
  }

  @Test
  void saysWhetherAPatternOccurs() {
    var x = Tensor.of(Shape.of(1, 2, 1, 3), 0, 7, 0, -3, -1, -2);
    assertArrayEquals(
        new float[] {7, -1}, Model.input(2, 1, 3).globalMaxPool2d().predict(x).toArray());
  }
}
