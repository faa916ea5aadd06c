package dev.gradus.engine.train;

import dev.gradus.engine.Losses;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class BinaryCrossEntropyTest {
  @Test
  void contract() {
    var right = Tensor.of(1.5f, -1.25f, 1.1f);
    var wrong = Tensor.of(-1, 4, 0);
    LossContract.check(Losses.binaryCrossEntropy(), right, wrong, Tensor.of(1, 0, 1));
  }
}
