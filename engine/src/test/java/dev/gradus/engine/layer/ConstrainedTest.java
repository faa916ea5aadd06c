package dev.gradus.engine.layer;

import static dev.gradus.engine.Constraints.maxNorm;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Regularizers.l2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers({"C11"})
class ConstrainedTest {
  @Test
  void contract() {
    LayerContract.check(dense(5).constrained(maxNorm(3)), Shape.of(7), Shape.of(5));
  }

  @Test
  void weightsKeepTheRuleAndBiasesNeedNot() {
    var model =
        Model.sequential(
            Shape.of(3), dense(4).constrained(maxNorm(3)).regularized(l2(0.1)), dense(2));
    assertEquals(maxNorm(3), model.layer("dense_1").parameter("weight").constraint());
    assertEquals(l2(0.1), model.layer("dense_1").parameter("weight").regularizer());
    assertNull(model.layer("dense_1").parameter("bias").constraint());
    assertNull(model.layer("dense_2").parameter("weight").constraint());
    assertEquals("dense(4).maxNorm(3.0)", dense(4).constrained(maxNorm(3)).describe());
  }
}
