package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

final class MaskingTest {
  private static final Tensor X = Tensor.of(Shape.of(1, 3, 2), 1, 0, -1, -1, 2, -1);

  @Test
  void contract() {
    LayerContract.check(new Masking(0), Shape.of(3, 2), Shape.of(3, 2));
  }

  @Test
  void marksStepsAndChangesNothing() {
    var y = Model.input(3, 2).masking(-1).forward(X);
    assertArrayEquals(X.toArray(), y.toArray());
    assertArrayEquals(new float[] {1, 0, 1}, assertNotNull2(y.mask()).toArray());
    assertNull(X.mask());
  }

  private static Tensor assertNotNull2(@org.jspecify.annotations.Nullable Tensor mask) {
    assertNotNull(mask);
    return mask;
  }

  @Test
  void layersHandTheMaskOnWhileThereAreSteps() {
    var model = Model.input(3, 2).masking(-1).dense(4).tanh().lstm(3);
    for (var name : new String[] {"dense_1", "tanh_1"}) {
      assertEquals(Shape.of(1, 3), assertNotNull2(model.forward(X, name).mask()).shape());
    }
    assertNull(model.forward(X).mask());
    assertNull(Model.input(3, 2).masking(-1).flatten().forward(X).mask());
  }

  @Test
  void masksMustFit() {
    assertThrows(ShapeException.class, () -> Tensor.zeros(2, 3, 4).withMask(Tensor.ones(2, 4)));
    assertThrows(ShapeException.class, () -> Tensor.zeros(6).withMask(Tensor.ones(2, 3)));
    assertThrows(ShapeException.class, () -> Model.input(3).masking(0));
  }
}
