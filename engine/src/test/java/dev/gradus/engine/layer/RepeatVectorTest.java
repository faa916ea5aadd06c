package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

final class RepeatVectorTest {
  @Test
  void contract() {
    LayerContract.check(new RepeatVector(3), Shape.of(4), Shape.of(3, 4));
  }

  @Test
  void repeats() {
    var y = Model.input(2).repeatVector(3).predict(Tensor.of(Shape.of(1, 2), 5, 6));
    assertArrayEquals(new float[] {5, 6, 5, 6, 5, 6}, y.toArray());
  }

  @Test
  void refuses() {
    assertThrows(GradusException.class, () -> new RepeatVector(0));
    assertThrows(ShapeException.class, () -> Model.input(2, 3).repeatVector(2));
  }
}
