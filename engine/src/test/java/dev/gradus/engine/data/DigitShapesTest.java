package dev.gradus.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DigitShapesTest {
  @Test
  void everyDigitHasSeveralWaysInsideTheBox() {
    var shapes = new DigitShapes();
    for (int digit = 0; digit < 10; digit++) {
      assertTrue(shapes.ways(digit) >= 3);
      for (int way = 0; way < shapes.ways(digit); way++) {
        for (double[] stroke : shapes.strokes(digit, way)) {
          assertTrue(stroke.length >= 4);
          assertEquals(0, stroke.length % 2);
          for (double v : stroke) {
            assertTrue(v >= 0 && v <= 100);
          }
        }
      }
    }
  }
}
