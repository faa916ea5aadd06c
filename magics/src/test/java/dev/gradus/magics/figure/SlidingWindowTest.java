package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
