package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class LayerNormTest {
  @Test
  void contract() {
    LayerContract.check(new LayerNorm(), Shape.of(7), Shape.of(7));
    LayerContract.check(new LayerNorm(), Shape.of(3, 5), Shape.of(3, 5));
    LayerContract.check(new LayerNorm().axes(3), Shape.of(2, 3, 4), Shape.of(2, 3, 4));
    LayerContract.check(new LayerNorm().withoutScale().epsilon(1e-3), Shape.of(4), Shape.of(4));
    LayerContract.check(new LayerNorm().withoutShift(), Shape.of(4), Shape.of(4));
    LayerContract.check(new LayerNorm().withoutShift().withoutScale(), Shape.of(4), Shape.of(4));
    LayerContract.checkTraining(new LayerNorm(), Shape.of(3, 5), LayerContract.Inputs.NORMAL);
  }

  @Test
  void everySampleHasMean0AndVariance1() {
    var model = Model.input(50).layerNorm();
    var y = model.predict(Context.seeded(3).call(() -> Tensor.randn(4, 50).mul(9).add(100)));
    for (int i = 0; i < 4; i++) {
      var row = y.narrow(0, i, i + 1);
      assertEquals(0, row.mean().item(), 1e-5);
      assertEquals(1, row.square().mean().item(), 1e-4);
    }
    assertEquals(100, model.summary().totalParameters());
  }

  @Test
  void moreAxesThanASampleHasAreRefused() {
    var e = assertThrows(ShapeException.class, () -> Model.input(4).then(new LayerNorm().axes(2)));
    assertTrue(e.getMessage().contains("[batch, 4]"), e.getMessage());
    assertThrows(GradusException.class, () -> new LayerNorm().axes(0));
    assertThrows(GradusException.class, () -> new LayerNorm().epsilon(-1));
  }
}
