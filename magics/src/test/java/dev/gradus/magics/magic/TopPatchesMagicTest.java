package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%top_patches` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopPatchesMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void equalsTheFluentCall() {
    var text = cells.value("%top_patches net digits conv2d_1 --n 3");
    assertTrue(text.contains("2 filters, field 5x5, of 20 images"), text);
    assertEquals(cells.value("topPatches(net, \"conv2d_1\", digits.test(), 3)"), text);
    assertTrue(cells.error("%top_patches net digits dense_1").contains("Layers with maps"));
  }
}
