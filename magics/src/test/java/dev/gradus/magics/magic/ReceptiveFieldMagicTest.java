package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%receptive_field` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceptiveFieldMagicTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void tabulatesWhatLayersSee() {
    cells.value(
        "var two = Model.sequential(Shape.of(1, 28, 28), conv2d(2, 5), maxPool2d(2), conv2d(4, 5),"
            + " flatten(), dense(10));");
    var text = cells.value("%receptive_field two");
    assertTrue(text.matches("(?s).*conv2d_1 .*5x5 +1x1.*"), text);
    assertTrue(text.matches("(?s).*conv2d_2 .*14x14 +2x2.*"), text);
    assertEquals(2, cells.value("%receptive_field two maxPool2d_1").lines().count());
    assertTrue(cells.error("%receptive_field two dense_1").contains("dense_1 looks at a region"));
  }
}
