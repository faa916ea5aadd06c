package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

/// [MaxPool1d] and [AvgPool1d].
class Pool1dTest {
  @Test
  void describe() {
    assertEquals("maxPool1d(2)", new MaxPool1d(2).describe());
  }

  @Test
  void handNumbers() {
    var x = Tensor.of(Shape.of(1, 1, 5), 1, 4, -2, -3, 9);
    var max = Model.input(1, 5).maxPool1d(2).predict(x).toArray();
    var mean = Model.input(1, 5).avgPool1d(2).predict(x).toArray();
    assertArrayEquals(new float[] {4, -2}, max);
    assertArrayEquals(new float[] {2.5f, -2.5f}, mean);
  }

  @Test
  void refusesImages() {
    assertThrows(ShapeException.class, () -> Model.input(1, 8, 8).maxPool1d(2));
    assertThrows(ShapeException.class, () -> Model.input(8).avgPool1d(2));
  }
}
