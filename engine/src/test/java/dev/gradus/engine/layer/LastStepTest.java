package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

final class LastStepTest {
  @Test
  void contract() {
    LayerContract.check(new LastStep(), Shape.of(3, 4), Shape.of(4));
    LayerContract.check(new LastStep(), Shape.of(2, 1, 3, 2), Shape.of(1, 3, 2));
  }

  @Test
  void takesTheLast() {
    var y = Model.input(3, 2).lastStep().predict(Tensor.arange(12).reshape(2, 3, 2));
    assertArrayEquals(new float[] {4, 5, 10, 11}, y.toArray());
  }

  @Test
  void needsSteps() {
    assertThrows(ShapeException.class, () -> Model.input(3).lastStep());
  }
}
