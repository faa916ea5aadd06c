package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%field` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void framesTheRegion() {
    var text = cells.value("%field net digits conv2d_1 --row 2 --column 3");
    assertTrue(text.contains("5x5 region: rows 2 to 6, columns 3 to 7"), text);
    assertTrue(cells.value("%field net digits conv2d_1").contains("row 12, column 12"));
    assertTrue(cells.error("%field net digits conv2d_1 --row 24").contains("rows 0 to 23"));
    assertTrue(cells.error("%field net digits dense_1").contains("Layers with maps: conv2d_1"));
    assertTrue(cells.error("%field net digits conv2d1").contains("did you mean conv2d_1?"));
  }
}
