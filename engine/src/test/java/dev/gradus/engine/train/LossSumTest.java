package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossSumTest {
  private static Model model() {
    var x = Wire.input("x", 3);
    return Model.of(List.of(x), List.of(x.dense(2).named("side"), x.dense(2).named("place")));
  }

  @Test
  void contract() {
    var loss =
        LossSum.of(model()).with("side", new CrossEntropy(), 2).with("place", new MeanSquared());
    var right = Tensor.of(new float[][] {{-5, 5, 3, 4}, {5, -5, 1, 1}});
    var wrong = Tensor.of(new float[][] {{1, 0, 0, 0}, {0, 1, 0, 0}});
    var target = Tensor.of(new float[][] {{1, 3, 4}, {0, 1, 1}});
    LossContract.checkValues(loss, right, wrong, target);
  }

  @Test
  void isTheWeightedSum() {
    var loss =
        LossSum.of(model()).with("side", new CrossEntropy(), 2).with("place", new MeanSquared());
    assertEquals(Shape.of(3), loss.targetShape(Shape.of(4)));
    var said = Tensor.of(new float[][] {{1, 2, 3, 4}, {0, 1, 5, 5}});
    var right = Tensor.of(new float[][] {{1, 3, 6}, {0, 4, 5}});
    var side = Tensor.of(new float[][] {{1, 2}, {0, 1}}).crossEntropy(Tensor.of(1, 0)).item();
    double place = (4 + 1) / 4.0;
    assertEquals(2 * side + place, loss.of(said, right).item(), 1e-6);
    assertFalse(loss.classifies());
    assertEquals("2.0 cross-entropy + 1.0 mean squared error", loss.name());
  }

  @Test
  void everyOutputNeedsOne() {
    var half = LossSum.of(model()).with("side", new CrossEntropy());
    var e = assertThrows(GradusException.class, () -> half.targetShape(Shape.of(4)));
    assertEquals(
        "the output place has no loss. Give it one with with(\"place\", ...).", e.getMessage());
    assertThrows(GradusException.class, () -> half.with("top", new MeanSquared()));
    assertThrows(GradusException.class, () -> half.with("place", new MeanSquared(), -1));
  }
}
