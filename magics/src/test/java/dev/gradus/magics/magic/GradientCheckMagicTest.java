package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%gradcheck` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GradientCheckMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void comparesEveryParameter() {
    var shown = cells.bundle("var check = %gradcheck net digits --samples 2 --numbers 5\ncheck");
    assertTrue(shown.plain().startsWith("gradients agree: largest error"), shown.plain());
    assertTrue(shown.plain().contains("conv2d_1.weight"), shown.plain());
    assertTrue(String.valueOf(shown.data().get("text/html")).toString().contains("dense_1.bias"));
    assertEquals("true", cells.value("check.passed(1e-4) && check.rows().size() == 4"));
  }

  @Test
  void mistakesAreSentences() {
    assertTrue(cells.error("%gradcheck net digits --samples 0").contains("at least 1, got 0"));
    assertTrue(cells.error("%gradcheck net digits --loss cross").contains("Known: cross_entropy"));
  }
}
