package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.magics.MagicsException;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
  @Test
  void factsAndTableCountThePositions() {
    var figure = SlidingWindow.of(28, 28, 5, 1);
    assertTrue(figure.facts().contains("576 positions, so the feature map is 24x24"));
    assertEquals(576, figure.data().rowCount());
    assertEquals(23, figure.data().intColumn("window from row").get(575));
  }

  @Test
  void windowsThatDoNotFitAreRefused() {
    assertThrows(MagicsException.class, () -> SlidingWindow.of(4, 4, 5, 1));
  }

  @Test
  void positionsAreStatedWithTheirNeuron() {
    var facts = SlidingWindow.of(28, 28, 5, 1).facts();
    assertTrue(facts.contains("first position: rows 0 to 4, columns 0 to 4, to row 0, column 0"));
    assertTrue(facts.contains("second position: rows 0 to 4, columns 1 to 5, to row 0, column 1"));
    assertTrue(
        facts.contains("last position: rows 23 to 27, columns 23 to 27, to row 23, column 23"));
  }

  @Test
  void thePictureLiesBelowTheWindow() {
    var pixels = new float[64];
    pixels[9] = 0.5f;
    var image = Tensor.of(Shape.of(1, 8, 8), pixels);
    var figure = SlidingWindow.of(image, 3, 2, 1);
    assertTrue(FiltersTest.contains(figure.image(), Colors.grey(0.5)), "the grey pixel");
    assertTrue(figure.facts().contains("the feature map is 4x4"), figure.facts());
    assertTrue(figure.facts().contains("rows -1 to 1"), figure.facts());
    assertEquals(-1, figure.data().intColumn("window from row").get(0));
    assertThrows(MagicsException.class, () -> SlidingWindow.of(Tensor.rand(2, 8, 8), 3, 1, 0));
  }
}
