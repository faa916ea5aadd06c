package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Regularizers.l1;
import static dev.gradus.engine.Regularizers.l2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

@Covers({"C09"})
class RegularizedTest {
  @Test
  void contract() {
    LayerContract.check(dense(5).regularized(l2(1e-4)), Shape.of(7), Shape.of(5));
  }

  @Test
  void weightsPayAndBiasesDoNot() {
    var model =
        Model.sequential(
            Shape.of(1, 6, 6),
            conv2d(3, 3).regularized(l1(1e-3)).named("edges"),
            relu(),
            flatten(),
            dense(4).regularized(l2(1e-4)),
            dense(2));
    assertEquals(l1(1e-3), model.layer("edges").parameter("weight").regularizer());
    assertNull(model.layer("edges").parameter("bias").regularizer());
    assertEquals(l2(1e-4), model.layer("dense_1").parameter("weight").regularizer());
    assertNull(model.layer("dense_1").parameter("bias").regularizer());
    assertNull(model.layer("dense_2").parameter("weight").regularizer());
  }

  @Test
  void looksLikeTheLayer() {
    var spec = dense(4).regularized(l2(1e-4));
    assertEquals("dense", spec.kind());
    assertEquals("dense(4).l2(1.0E-4)", spec.describe());
  }
}
