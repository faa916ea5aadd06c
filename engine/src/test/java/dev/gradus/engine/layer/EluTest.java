package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class EluTest {
  @Test
  void contract() {
    LayerContract.check(new Elu(), Shape.of(3, 4), Shape.of(3, 4));
    LayerContract.check(new Elu(0.3), Shape.of(5), Shape.of(5));
    assertEquals("elu(1.0)", new Elu().describe());
    assertThrows(GradusException.class, () -> new Elu(-1));
  }

  @Test
  void theLeftSideEndsAtMinusAlpha() {
    var y = Tensor.of(-100, -1, 0, 2).elu(0.5).toArray();
    assertArrayEquals(new float[] {-0.5f, (float) (0.5 * Math.expm1(-1)), 0, 2}, y, 1e-7f);
    assertEquals((float) Math.expm1(-1), Tensor.of(-1).elu().item(), 1e-7f);
  }
}
