package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Losses;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;

/// What every loss owes: a name by which it is found, a single number with a gradient, an error for
/// targets that do not fit, and a small loss where the model is right.
final class LossContract {
  private LossContract() {}

  /// Checks a loss.
  ///
  /// @param right outputs that are right for the targets
  /// @param wrong outputs that are wrong
  static void check(Loss loss, Tensor right, Tensor wrong, Tensor target) {
    assertEquals(loss, Losses.named(loss.name()), "found by its name");
    checkValues(loss, right, wrong, target);
  }

  /// Checks a loss that is made for a model and so has no name to find it by.
  static void checkValues(Loss loss, Tensor right, Tensor wrong, Tensor target) {
    assertFalse(loss.name().isBlank());
    var x = Tensor.of(wrong.shape(), wrong.toArray()).requiresGrad();
    var value = loss.of(x, target);
    assertEquals(Shape.of(), value.shape());
    assertTrue(loss.of(right, target).item() < value.item());
    value.backward();
    double slope = 0;
    for (float g : x.grad().toArray()) {
      slope += Math.abs(g);
    }
    assertTrue(slope > 0);
    // a small step against the gradient makes the loss smaller
    var better = x.detach().sub(x.grad().mul(0.01));
    assertTrue(loss.of(better, target).item() < value.item());
    var odd = Tensor.zeros(target.shape().prepend(7));
    assertThrows(ShapeException.class, () -> loss.of(right, odd));
  }
}
