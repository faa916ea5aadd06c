package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%memory` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void addsUpWhatAStepNeeds() {
    var text = cells.value("var needed = %memory net --batch 16\nneeded");
    assertTrue(text.startsWith("memory of a training step, batch size 16"), text);
    assertEquals("true", cells.value("needed.equals(net.memory(16))"));
    assertEquals("0", cells.value("var plain = %memory net --optimizer sgd\nplain.optimizer()"));
    assertTrue(cells.error("%memory net --batch 0").contains("--batch must be at least 1"));
  }
}
