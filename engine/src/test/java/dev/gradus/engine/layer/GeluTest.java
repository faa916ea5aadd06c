package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class GeluTest {
  @Test
  void contract() {
    LayerContract.check(new Gelu(), Shape.of(3, 4), Shape.of(3, 4));
    LayerContract.check(new Gelu().tanhForm(), Shape.of(5), Shape.of(5));
    assertEquals("gelu(tanh)", new Gelu().tanhForm().describe());
  }

  @Test
  void bothFormsAreCloseAndNotTheSame() {
    var x = Tensor.of(new float[][] {{-2, -0.5f, 1, 2.5f}});
    var exact = Model.input(4).gelu().predict(x).toArray();
    var close = Model.input(4).then(new Gelu().tanhForm()).predict(x).toArray();
    assertArrayEquals(exact, close, 1e-3f);
    assertNotEquals(exact[0], close[0]);
    // x P(x) with P(1) = 0.8413447 from tables
    assertEquals(0.8413447f, exact[2], 1e-6f);
  }
}
