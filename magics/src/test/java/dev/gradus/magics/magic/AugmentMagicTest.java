package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%augment` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AugmentMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void variantsEqualTheFluentCall() {
    var text = cells.value("%augment digits --sample 2 --n 5 --shift 3 --rotate 10");
    assertTrue(text.contains("in 5 epochs: shift up to 3 pixels, rotate -10.0 to 10.0"), text);
    var fluent = "augmented(digits.train(), Augment.none().shift(3).rotate(10), 2, 5)";
    assertEquals(cells.value(fluent), text);
    assertTrue(cells.value("%augment digits").contains("23 epochs: shift up to 2 pixels"));
    var own = cells.value("%augment digits.test() --changes Augment.none().noise(0.1) --n 2");
    assertTrue(own.contains("noise of 0.100"), own);
    assertNotEquals(
        cells.value("%augment digits --noise 0.2 --seed 1"),
        cells.value("%augment digits --noise 0.2 --seed 2"));
    assertTrue(cells.error("%augment net").contains("Only a Dataset or a DatasetPair"));
    assertTrue(cells.error("%augment digits --sample 64").contains("(0 to 63)"));
  }
}
