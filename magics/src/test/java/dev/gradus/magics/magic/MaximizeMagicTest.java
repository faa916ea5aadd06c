package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%maximize` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaximizeMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void climbs() {
    var text = cells.value("%maximize net conv2d_1 --units 1 --steps 5 --seed 3");
    assertTrue(text.contains("(1 of 2 units, the 5x5 pixels they see): unit 1 from "), text);
    assertEquals(text, cells.value("%maximize net conv2d_1 --units 1 --steps 5 --seed 3"));
    assertTrue(cells.error("%maximize net conv2d_1 --units 2").contains("has no unit 2"));
    assertTrue(cells.error("%maximize net conv2d_1 --units x").contains("whole numbers"));
    assertTrue(cells.error("%maximize net conv2d1").contains("did you mean conv2d_1?"));
  }
}
