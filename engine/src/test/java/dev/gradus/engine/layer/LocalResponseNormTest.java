package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

@Covers("B29")
class LocalResponseNormTest {
  @Test
  void contract() {
    LayerContract.check(new LocalResponseNorm(), Shape.of(7, 3, 2), Shape.of(7, 3, 2));
    LayerContract.check(
        new LocalResponseNorm(3, 1, 0.5, 0.75), Shape.of(4, 2, 3), Shape.of(4, 2, 3));
    LayerContract.check(
        new LocalResponseNorm(4, 1, 1, 0.5).meanOfSquares(), Shape.of(5, 3), Shape.of(5, 3));
    var numbers = LayerContract.Inputs.NORMAL;
    LayerContract.checkTraining(new LocalResponseNorm(3, 1, 0.5, 0.75), Shape.of(4, 2, 3), numbers);
  }

  @Test
  void theDefaultsAreThePapers() {
    assertEquals(new LocalResponseNorm(5, 2, 1e-4, 0.75), new LocalResponseNorm());
    var y = Model.input(1, 1, 1).localResponseNorm().predict(Tensor.full(Shape.of(1, 1, 1, 1), 10));
    assertEquals(10 / Math.pow(2 + 1e-4 * 100, 0.75), y.item(), 1e-5);
  }

  @Test
  void theMeansAlphaIsTheSumsTimesN() {
    var x = Context.seeded(4).call(() -> Tensor.randn(2, 6, 3, 3));
    var sum = Model.input(6, 3, 3).localResponseNorm(5, 1, 0.1, 0.75).predict(x);
    var mean =
        Model.input(6, 3, 3)
            .then(new LocalResponseNorm(5, 1, 0.5, 0.75).meanOfSquares())
            .predict(x);
    assertArrayEquals(sum.toArray(), mean.toArray(), 1e-6f);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    var e = assertThrows(ShapeException.class, () -> Model.input(4).localResponseNorm());
    assertTrue(e.getMessage().contains("flatten()"), e.getMessage());
    assertThrows(GradusException.class, () -> new LocalResponseNorm(0, 2, 1e-4, 0.75));
    assertThrows(GradusException.class, () -> new LocalResponseNorm(5, -1, 1e-4, 0.75));
  }
}
