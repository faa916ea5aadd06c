package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%overfit` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverfitMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void aWorkingModelLearnsByHeart() {
    cells.value("var untouched = net.parameters().snapshot();");
    var text = cells.value("var few = %overfit net digits --samples 10 --epochs 200\nfew");
    assertTrue(text.startsWith("passed: 10 samples"), text);
    assertEquals("true", cells.value("Arrays.equals(untouched, net.parameters().snapshot())"));
  }

  @Test
  void aModelThatCannotSaysSo() {
    cells.value(
        "var blind = Model.sequential(Shape.of(1, 28, 28), flatten(), dense(1), dense(10));");
    var text = cells.value("%overfit blind digits --samples 20 --epochs 2");
    assertTrue(text.startsWith("FAILED: 20 samples, 2 epochs"), text);
  }
}
