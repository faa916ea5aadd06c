package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class LeakyReluTest {
  @Test
  void contract() {
    LayerContract.check(new LeakyRelu(), Shape.of(3, 4), Shape.of(3, 4));
    LayerContract.check(new LeakyRelu(0.3), Shape.of(5), Shape.of(5));
    assertTrue(new LeakyRelu().rectifies());
    assertEquals("leakyRelu(0.01)", new LeakyRelu().describe());
    assertThrows(GradusException.class, () -> new LeakyRelu(-1));
  }

  @Test
  @Covers("B25")
  void theLeftSideHasTheSlopeAlpha() {
    for (float alpha : new float[] {0.01f, 0.2f}) {
      var x = Tensor.of(-1, -0.5f, 0.5f, 3).requiresGrad();
      var y = x.leakyRelu(alpha);
      y.sum().backward();
      assertArrayEquals(new float[] {-alpha, -0.5f * alpha, 0.5f, 3}, y.toArray(), 1e-7f);
      assertArrayEquals(new float[] {alpha, alpha, 1, 1}, x.grad().toArray(), 1e-7f);
    }
    assertArrayEquals(new float[] {-0.01f}, Tensor.of(-1).leakyRelu().toArray(), 1e-9f);
  }
}
