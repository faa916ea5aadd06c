package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import org.junit.jupiter.api.Test;

class Conv2dTest {
  @Test
  @Covers("B17")
  void contract() {
    LayerContract.check(new Conv2d(3, 3), Shape.of(2, 6, 7), Shape.of(3, 4, 5));
    LayerContract.check(new Conv2d(2, 5).padding(2), Shape.of(1, 7, 5), Shape.of(2, 7, 5));
    LayerContract.check(new Conv2d(4, 3).stride(2), Shape.of(1, 9, 9), Shape.of(4, 4, 4));
    LayerContract.check(new Conv2d(4, 2).same(), Shape.of(1, 5, 5), Shape.of(4, 5, 5));
    LayerContract.check(new Conv2d(4, 3).groups(2), Shape.of(2, 5, 5), Shape.of(4, 3, 3));
    LayerContract.check(new Conv2d(2, 3).dilation(2), Shape.of(1, 7, 7), Shape.of(2, 3, 3));
    LayerContract.check(
        new Conv2d(2, 3).kernel(1, 3).withoutBias(), Shape.of(1, 4, 5), Shape.of(2, 4, 3));
    LayerContract.check(
        new Conv2d(2, 3).initializer(Initializer.lecun()), Shape.of(1, 4, 4), Shape.of(2, 2, 2));
  }

  @Test
  @Covers({"B06", "B09"})
  void parametersAreSharedOverAllPositions() {
    assertEquals(20 * 26, Model.input(1, 28, 28).conv2d(20, 5).summary().totalParameters());
    assertEquals(28, Model.input(3, 9, 9).conv2d(1, 3).summary().totalParameters());
  }

  @Test
  void sizesThatMakeNoSenseAreRefused() {
    assertThrows(GradusException.class, () -> new Conv2d(0, 3));
    assertThrows(GradusException.class, () -> new Conv2d(3, 0));
    assertThrows(GradusException.class, () -> new Conv2d(3, 3).stride(0));
    var e =
        assertThrows(
            ShapeException.class, () -> Model.input(3, 9, 9).then(new Conv2d(4, 3).groups(2)));
    assertTrue(e.getMessage().contains("3 channels"), e.getMessage());
  }
}
