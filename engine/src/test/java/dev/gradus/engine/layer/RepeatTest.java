package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.repeat;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatTest {
  @Test
  void contract() {
    LayerContract.check(repeat(3, dense(3), tanh()), Shape.of(3), Shape.of(3));
    LayerContract.check(repeat(2, residual(dense(3), tanh())), Shape.of(3), Shape.of(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  @Covers("A17")
  void thePatternOfVgg(int n) {
    var model =
        Model.input(3, 32, 32)
            .repeat(
                n, conv2d(8, 3).padding(1), relu(), conv2d(8, 3).padding(1), relu(), maxPool2d(2))
            .flatten()
            .repeat(2, dense(16), relu())
            .dense(10);
    int side = 32 >> n;
    assertEquals(Shape.of(8, side, side), model.layer("repeat_1").output());
    assertEquals(Shape.of(10), model.outputShape());
    assertEquals(
        "INPUT -> [CONV -> RELU -> CONV -> RELU -> POOL]*" + n + " -> [FC -> RELU]*2 -> FC",
        model.pattern());
    assertEquals(Shape.of(8, 2 * side, 2 * side), model.layer("repeat_1/conv2d_" + 2 * n).output());
  }

  @Test
  void everyCopyHasWeightsOfItsOwn() {
    var model = Model.input(4).repeat(3, dense(4));
    assertEquals(3 * 20, model.summary().totalParameters());
    assertEquals(6, model.namedParameters().size());
  }

  @Test
  void noTimesAndNoLayersAreRefused() {
    assertThrows(GradusException.class, () -> repeat(0, dense(1)));
    assertThrows(GradusException.class, () -> repeat(2));
  }
}
