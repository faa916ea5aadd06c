package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%mistakes` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MistakesMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void countsThemAsTheEvaluationDoes() {
    var text = cells.value("%mistakes net digits --n 100");
    var wrong = cells.value("(int) Math.round(20 * (1 - net.evaluate(digits.test()).accuracy()))");
    assertTrue(text.startsWith("Mistakes of model: " + wrong + " of 20 samples"), text);
    assertEquals(cells.value("mistakes(net, digits.test(), 100)"), text);
  }
}
