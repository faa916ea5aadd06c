package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%confusion` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfusionMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void countsDrawsAndTabulates() {
    cells.value("%train net digits --epochs 2 --quiet");
    var shown = cells.bundle("var confused = %confusion net digits\nconfused");
    assertTrue(shown.plain().contains("precision"), shown.plain());
    assertTrue(String.valueOf(shown.data().get("text/html")).toString().contains("<td"));
    assertEquals("20", cells.value("confused.samples()"));
    assertEquals("true", cells.value("confused.accuracy() == net.evaluate(digits).accuracy()"));
    assertTrue(
        cells.bundles().stream()
            .anyMatch(b ->
                b.plain().startsWith("Confusion matrix of 10 classes")
                    && b.data().containsKey("image/png")));
    assertTrue(cells.value("confusion(confused).data()").contains("prediction"));
  }

  @Test
  void needsClasses() {
    cells.value(
        "var line = Dataset.regression(Shape.of(1), new float[] {1, 2}, Shape.of(1), new float[] {2, 4});");
    cells.value("var fit = Model.sequential(Shape.of(1), dense(1));");
    assertTrue(cells.error("%confusion fit line").contains("line has no class for every sample"));
  }
}
