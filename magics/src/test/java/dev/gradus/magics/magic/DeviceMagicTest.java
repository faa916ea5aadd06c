package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%device` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void choosesForTheCellsToCome() {
    assertTrue(cells.value("%device").startsWith("cpu ("));
    assertTrue(cells.value("%device reference net").startsWith("reference ("));
    assertEquals("reference", cells.value("net.device().name()"));
    assertEquals(
        "reference", cells.value("Model.sequential(Shape.of(2), dense(2)).device().name()"));
    cells.value("%device cpu --threads 1");
    assertEquals("cpu", cells.value("Model.sequential(Shape.of(2), dense(2)).device().name()"));
    assertTrue(cells.error("%device gpu").contains("cpu"));
    assertTrue(cells.error("%device cpu 3").contains("models to move"));
    assertTrue(cells.error("%device reference --threads 2").contains("--threads is for cpu"));
  }
}
