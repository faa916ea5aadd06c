package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class ActivationLayersTest {
  @Test
  @Covers("B21")
  void softmaxSumsToOneAndSurvivesLargeScores() {
    var y = Model.input(3).softmax().predict(Tensor.of(new float[][] {{1000, 1001, 1002}}));
    assertEquals(1, y.get(0, 0) + y.get(0, 1) + y.get(0, 2), 1e-6);
    assertEquals(0.66524, y.get(0, 2), 1e-4);
  }

  @Test
  @Covers("B23")
  void sigmoidIsAHalfTanh() {
    var z = Tensor.of(-9, -1, 0, 0.3f, 4);
    assertArrayEquals(z.div(2).tanh().add(1).div(2).toArray(), z.sigmoid().toArray(), 1e-6f);
  }
}
