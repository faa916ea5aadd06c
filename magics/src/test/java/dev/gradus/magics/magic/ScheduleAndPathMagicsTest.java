package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%plot_lr`, `%paths` and `%plot_fn` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScheduleAndPathMagicsTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void schedulesAreDrawn() {
    var text =
        cells.value("var rates = %plot_lr cosine stepDecay(0.5,10) --lr 0.2 --epochs 30\nrates");
    assertTrue(text.contains("stepDecay(0.5,10): 400 points, from 0.200 to 0.0500"), text);
    assertEquals("800", cells.value("rates.data().rowCount()"));
    assertTrue(cells.error("%plot_lr cosin").contains("there is no schedule cosin"));
    assertTrue(cells.error("%plot_lr").contains("at least one schedule"));
  }

  @Test
  void pathsAreWalked() {
    var text =
        cells.value("var walked = %paths valley sgd adam --steps 5 --lr 0.1 --from -4,1\nwalked");
    assertTrue(text.startsWith("5 steps over valley from (-4.000, 1.000), loss 3.600."), text);
    // x = -4 * 0.98^5, y = 0.6^5
    assertTrue(text.contains("sgd: ends at (-3.616, 0.07776)"), text);
    assertEquals("12", cells.value("walked.data().rowCount()"));
    assertTrue(cells.value("%paths saddle").contains("nesterov: ends at"));
    assertTrue(cells.error("%paths hill").contains("valley"));
    assertTrue(cells.error("%paths bowl sgd --from 1").contains("two numbers"));
    assertTrue(cells.error("%paths bowl agd").contains("Did you mean"));
  }

  @Test
  void sixActivationsUnlessNamed() {
    var text = cells.value("var six = %plot_fn\nsix");
    assertEquals(6, text.lines().count(), text);
    assertTrue(text.contains("derivative from 0.0177 to 0.250"), text);
    assertEquals("13", cells.value("six.data().columnCount()"));
    assertTrue(cells.value("%plot_fn gelu").startsWith("gelu: from"));
  }
}
