package dev.gradus.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Golden values are in the test of golden_indexing.py; here is what they cannot say.
class TensorShapesTest {
  private final Tensor x = Tensor.arange(6).reshape(2, 3);

  @Test
  void splitAndConcatAreEachOthersReverse() {
    var parts = x.split(1, 1, 2);
    assertEquals(Shape.of(2, 1), parts.get(0).shape());
    assertArrayEquals(new float[] {1, 2, 4, 5}, parts.get(1).toArray());
    assertArrayEquals(x.toArray(), Tensor.concat(1, parts.get(0), parts.get(1)).toArray());
    var e = assertThrows(ShapeException.class, () -> x.split(1, 1, 1));
    assertTrue(e.getMessage().contains("add up to 3"), e.getMessage());
    assertThrows(ShapeException.class, () -> x.split(0, 3, -1));
  }

  @Test
  void stackMakesANewDimension() {
    assertEquals(Shape.of(2, 2, 3), Tensor.stack(0, x, x).shape());
    assertEquals(Shape.of(2, 3, 2), Tensor.stack(-1, x, x).shape());
    assertArrayEquals(
        new float[] {0, 10, 1, 11}, Tensor.stack(1, Tensor.of(0, 1), Tensor.of(10, 11)).toArray());
    assertThrows(ShapeException.class, () -> Tensor.stack(0, x, Tensor.of(1, 2)));
  }

  @Test
  void squeezeAndUnsqueeze() {
    assertEquals(Shape.of(1, 2, 3), x.unsqueeze(0).shape());
    assertEquals(Shape.of(2, 3, 1), x.unsqueeze(-1).shape());
    assertEquals(x.shape(), x.unsqueeze(-2).squeeze(1).shape());
    var e = assertThrows(ShapeException.class, () -> x.squeeze(1));
    assertTrue(e.getMessage().contains("[2, 3]"), e.getMessage());
    assertThrows(ShapeException.class, () -> x.unsqueeze(4));
    assertThrows(ShapeException.class, () -> x.squeeze(2));
  }

  @Test
  void choicesByIndex() {
    assertArrayEquals(new float[] {2, 0, 5, 3}, x.indexSelect(1, Tensor.of(2, 0)).toArray());
    var one = Tensor.of(Shape.of(2, 1), 2, 0);
    assertArrayEquals(new float[] {2, 3}, x.gather(1, one).toArray());
    assertThrows(DataException.class, () -> x.indexSelect(0, Tensor.of(2)));
    assertThrows(DataException.class, () -> x.gather(1, Tensor.of(Shape.of(2, 1), 0, 0.5f)));
  }
}
