package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class MaxoutTest {
  @Test
  void contract() {
    LayerContract.check(new Maxout(3, 2), Shape.of(5), Shape.of(3));
    LayerContract.check(new Maxout(2, 4), Shape.of(3, 5), Shape.of(3, 2));
    LayerContract.check(
        new Maxout(2, 1).initializer(Initializer.lecun()), Shape.of(4), Shape.of(2));
    assertThrows(GradusException.class, () -> new Maxout(0, 2));
    assertThrows(GradusException.class, () -> new Maxout(3, 0));
    assertThrows(ShapeException.class, () -> Model.input(1, 5, 5).maxout(3, 2));
  }

  @Test
  @Covers("B26")
  void isTheLargestOfDenseOutputs() {
    int units = 4;
    int pieces = 3;
    var model = Model.input(6).maxout(units, pieces).seed(2);
    var x = Context.seeded(1).call(() -> Tensor.randn(5, 6));
    var w = model.layer("maxout_1").parameter("weight");
    var b = model.layer("maxout_1").parameter("bias");
    b.set(Context.seeded(3).call(() -> Tensor.randn(units * pieces)).toArray());
    var all = x.linear(w, b).toArray();
    var y = model.predict(x).toArray();
    for (int i = 0; i < y.length; i++) {
      float largest = Math.max(all[3 * i], Math.max(all[3 * i + 1], all[3 * i + 2]));
      assertEquals(largest, y[i], 1e-6f);
    }
  }

  @Test
  @Covers("B26")
  void twoPiecesMakeARectifierOrAnAbsoluteValue() {
    var model = Model.input(1).maxout(2, 2);
    // unit 0: max(x, 0), unit 1: max(x, -x)
    model.layer("maxout_1").parameter("weight").set(1, 0, 1, -1);
    model.layer("maxout_1").parameter("bias").set(0, 0, 0, 0);
    var x = Tensor.of(new float[][] {{-3}, {-0.5f}, {0}, {2}});
    assertArrayEquals(new float[] {0, 3, 0, 0.5f, 0, 0, 2, 2}, model.predict(x).toArray());
  }

  @Test
  @Covers("B26")
  void parametersAreTimesThePieces() {
    var dense = Model.input(784).dense(30).summary().totalParameters();
    assertEquals(5 * dense, Model.input(784).maxout(30, 5).summary().totalParameters());
  }
}
