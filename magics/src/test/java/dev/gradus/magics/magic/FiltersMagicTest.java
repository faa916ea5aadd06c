package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%filters` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiltersMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void colorsCanBeChosen() {
    assertTrue(cells.value("%filters net conv2d_1").contains("Blue is negative"));
    var ink = cells.value("%filters net conv2d_1 --colors ink");
    assertTrue(ink.contains("White is negative, grey 0, black positive."), ink);
    assertEquals(cells.value("filters(net, \"conv2d_1\", Tiles.Ramp.INK)"), ink);
    assertTrue(cells.error("%filters net dense_1").contains("Layers with filters: conv2d_1."));
    assertTrue(cells.error("%filters net conv2d_1 --colors red").contains("signed"));
  }
}
