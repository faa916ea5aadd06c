package dev.gradus.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Golden values are in the test of golden_indexing.py; here is what they cannot say.
class TensorReductionsTest {
  private final Tensor x = Tensor.of(Shape.of(2, 3), 4, 1, 7, -2, 9, 0);

  @Test
  void extremesAndWhereTheyAre() {
    assertEquals(9, x.max().item());
    assertEquals(-2, x.min().item());
    assertArrayEquals(new float[] {2, 1}, x.argmax(1).toArray());
    assertArrayEquals(new int[] {2, 1}, x.argmax());
    assertArrayEquals(new float[] {1, 0, 1}, x.argmin(0).toArray());
    assertArrayEquals(new float[] {4, 9, 7}, x.max(0).toArray());
    assertThrows(ShapeException.class, () -> Tensor.zeros(0).max());
    assertThrows(ShapeException.class, () -> x.max(2));
  }

  @Test
  void axesInAnyOrder() {
    var y = Tensor.ones(2, 3, 4);
    assertEquals(Shape.of(3), y.sum(new int[] {-1, 0}, false).shape());
    assertEquals(Shape.of(1, 3, 1), y.mean(new int[] {0, 2}, true).shape());
    assertEquals(y.shape(), y.sum(new int[0], false).shape());
    assertArrayEquals(new float[] {8, 8, 8}, y.sum(new int[] {2, 0}, false).toArray());
    var e = assertThrows(ShapeException.class, () -> y.sum(new int[] {0, -3}, false));
    assertTrue(e.getMessage().contains("[0, -3]"), e.getMessage());
    assertThrows(ShapeException.class, () -> y.mean(new int[] {3}, true));
  }

  @Test
  void theVarianceIsUnbiased() {
    var v = Tensor.of(1, 2, 3, 4);
    assertEquals(5.0 / 3, v.var().item(), 1e-6);
    assertEquals(Math.sqrt(5.0 / 3), v.std().item(), 1e-6);
    assertTrue(Float.isNaN(Tensor.of(3).var().item()));
  }
}
