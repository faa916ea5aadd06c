package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gradus.engine.Losses;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class HingeTest {
  @Test
  void contract() {
    var right = Tensor.of(1.5f, -1.25f, 1.1f);
    var wrong = Tensor.of(-1, 4, 0);
    LossContract.check(Losses.hinge(), right, wrong, Tensor.of(1, -1, 1));
    assertFalse(Losses.hinge().classifies());
  }
}
