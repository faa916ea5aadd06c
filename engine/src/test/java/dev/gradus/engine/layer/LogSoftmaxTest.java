package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class LogSoftmaxTest {
  @Test
  void contract() {
    LayerContract.check(new LogSoftmax(), Shape.of(6), Shape.of(6));
    LayerContract.check(new LogSoftmax(), Shape.of(4, 6), Shape.of(4, 6));
  }

  @Test
  @Covers("B21")
  void isTheLogarithmOfTheSoftmax() {
    var x = Tensor.of(new float[][] {{1, 2, 3}, {1000, 1001, 999}});
    assertArrayEquals(x.softmax().log().toArray(), x.logSoftmax().toArray(), 1e-6f);
    var far = Tensor.of(new float[][] {{1000, -1000}});
    assertArrayEquals(new float[] {0, -2000}, far.logSoftmax().toArray(), 1e-3f);
  }
}
