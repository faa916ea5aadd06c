package dev.gradus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void sizesAndParts() {
    var shape = Shape.of(64, 1, 28, 28);
    assertEquals(4, shape.rank());
    assertEquals(64 * 28 * 28, shape.size());
    assertEquals(28, shape.dim(-1));
    assertEquals(Shape.of(1, 28, 28), shape.rest());
    assertEquals(shape, shape.rest().prepend(64));
    assertEquals(Shape.of(64, 1, 28, 7), shape.with(-1, 7));
    assertEquals("[64, 1, 28, 28]", shape.toString());
    assertEquals(1, Shape.of().size());
    assertEquals(0, Shape.of(3, 0).size());
  }

  @Test
  void impossibleShapesSaySo() {
    assertThrows(ShapeException.class, () -> Shape.of(2, -1));
    var e = assertThrows(ShapeException.class, () -> Shape.of(100_000, 100_000));
    assertTrue(e.getMessage().contains("[100000, 100000]"), e.getMessage());
    var f = assertThrows(ShapeException.class, () -> Shape.of(2, 3).dim(2));
    assertTrue(f.getMessage().contains("[2, 3]"), f.getMessage());
    assertThrows(ShapeException.class, () -> Shape.of().rest());
  }

  @Test
  void dimensionsAreAddedInFrontAndBehind() {
    assertEquals(Shape.of(5, 2, 3), Shape.of(2, 3).prepend(5));
    assertEquals(Shape.of(2, 3, 5), Shape.of(2, 3).append(5));
    assertEquals(Shape.of(5), Shape.of().append(5));
  }

  @Test
  void aShapeDoesNotChangeWithTheArrayItCameFrom() {
    int[] dims = {2, 3};
    var shape = Shape.of(dims);
    dims[0] = 9;
    shape.dims()[1] = 9;
    assertEquals(Shape.of(2, 3), shape);
  }
}
