package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.layer.LayerContract;
import org.junit.jupiter.api.Test;

class DigitPrototypesTest {
  @Test
  void keepsTheContract() {
    LayerContract.check(new DigitPrototypes(), Shape.of(84), Shape.of(10));
    var e =
        assertThrows(
            ShapeException.class, () -> Model.sequential(Shape.of(83), new DigitPrototypes()));
    assertTrue(String.valueOf(e.getMessage()).contains("Put dense(84) before it."));
  }

  /// Each drawing is nearest to itself, and the others differ from it in at least 6 pixels, each of
  /// which counts (1 + 1)^2 = 4.
  @Test
  void drawingsDiffer() {
    var model = Model.sequential(Shape.of(84), new DigitPrototypes());
    assertEquals(0, model.summary().totalParameters());
    var drawings = model.layer("digitPrototypes_1").layer().parameters().get(0);
    var scores = model.predict(drawings.detach()).toArray();
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        double score = scores[10 * i + j];
        assertTrue(i == j ? score == 0 : score <= -24, i + " and " + j + ": " + score);
      }
    }
    assertArrayEquals(
        new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, model.predictClasses(drawings.detach()));
  }
}
