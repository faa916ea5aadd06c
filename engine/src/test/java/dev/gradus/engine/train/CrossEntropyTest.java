package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Losses;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  @Test
  void contract() {
    var right = Tensor.of(new float[][] {{5, 0, 0}, {0, 0, 5}});
    var wrong = Tensor.of(new float[][] {{0, 3, 1}, {1, 0, -1}});
    LossContract.check(Losses.crossEntropy(), right, wrong, Tensor.of(0, 2));
    assertTrue(Losses.crossEntropy().classifies());
  }
}
