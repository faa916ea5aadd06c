package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class SoftplusTest {
  @Test
  void contract() {
    LayerContract.check(new Softplus(), Shape.of(3, 4), Shape.of(3, 4));
  }

  @Test
  void itsDerivativeIsTheSigmoid() {
    var x = Tensor.of(-1000, -3, 0, 1, 1000).requiresGrad();
    x.softplus().sum().backward();
    assertArrayEquals(x.sigmoid().toArray(), x.grad().toArray(), 1e-7f);
  }
}
