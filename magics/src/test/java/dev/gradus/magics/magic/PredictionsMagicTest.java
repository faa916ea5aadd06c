package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%predictions` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredictionsMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void showsWhatTheModelSays() {
    var bundle = cells.bundle("%predictions net digits --n 7");
    assertTrue(bundle.plain().contains("of 20 samples of digits test are wrong"), bundle::plain);
    assertEquals(cells.value("predictions(net, digits.test(), 7)"), bundle.plain());
    var table = cells.value("var p = %predictions net digits --n 7\np.data().rowCount()");
    assertEquals("7", table);
    var five = cells.value("%predictions net digits --n 3 --top 5");
    assertTrue(five.startsWith("The 5 most probable classes according to model"), five);
    assertEquals(cells.value("predictions(net, digits.test(), 3, 5)"), five);
    assertTrue(cells.error("%predictions net digits --top 0").contains("at least 1 class"));
    assertTrue(cells.error("%predictions net digits --n 0").contains("at least 1 sample"));
    cells.value("var small = Model.input(1, 28, 28).flatten().dense(3);");
    assertTrue(cells.error("%predictions small digits").contains("dense(10)"));
  }
}
