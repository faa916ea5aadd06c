package dev.gradus.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// Golden values are in the test of golden_indexing.py; here is what they cannot say.
class TensorMathTest {
  @Test
  void whereTakesNumbersToo() {
    var x = Tensor.of(1, -2, 3).requiresGrad();
    var positive = Tensor.of(1, 0, 1);
    var y = Tensor.where(positive, x, Tensor.scalar(0.5));
    assertArrayEquals(new float[] {1, 0.5f, 3}, y.toArray());
    y.sum().backward();
    assertArrayEquals(new float[] {1, 0, 1}, x.grad().toArray());
    assertThrows(ShapeException.class, () -> Tensor.where(positive, x, Tensor.of(1, 2)));
  }

  @Test
  void aBatchOfProducts() {
    var a = Context.seeded(1).call(() -> Tensor.randn(3, 2, 4));
    var b = Context.seeded(2).call(() -> Tensor.randn(3, 4, 5));
    var all = a.matmul(b);
    assertEquals(Shape.of(3, 2, 5), all.shape());
    for (int i = 0; i < 3; i++) {
      var one = a.narrow(0, i, i + 1).reshape(2, 4).matmul(b.narrow(0, i, i + 1).reshape(4, 5));
      var part = all.narrow(0, i, i + 1).toArray();
      assertArrayEquals(one.toArray(), part, 1e-5f);
    }
    assertEquals(Shape.of(3, 2, 7), a.matmul(Tensor.ones(4, 7)).shape());
  }

  @Test
  void powersAndBounds() {
    assertArrayEquals(new float[] {1, 4, 0.25f}, Tensor.of(-1, 2, 0.5f).pow(2).toArray());
    assertArrayEquals(new float[] {-1, 1, 0.5f}, Tensor.of(-3, 2, 0.5f).clamp(-1, 1).toArray());
  }
}
