package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%cell` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CellMagicTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  private final String net =
      "var rnn = Model.input(6, 3).then(lstm(4)).dense(2).seed(1);"
          + " var x = Context.seeded(1).call(() -> Tensor.randn(6, 3));";

  @Test
  void drawsLiveNumbers() {
    cells.value(net);
    var text = cells.value("%cell rnn x --step 3 --unit 1");
    assertTrue(text.startsWith("lstm_1, step 3, unit 1 of model (lstm(4)):"), text);
    assertEquals(cells.value("recurrentCell(rnn, x, \"lstm_1\", 3, 1)"), text);
    var forget =
        cells.value(
            "String.format(\"forget %.3f\", RecurrentTrace.of(rnn, \"lstm_1\","
                + " x).get(\"forget\").get(0, 2, 1))");
    assertTrue(text.contains(forget), text + " has no " + forget);
    assertTrue(cells.error("%cell rnn x --step 7").contains("steps 1 to 6"));
    cells.value("var plain = Model.input(6, 3).simpleRnn(4);");
    var simple = cells.value("%cell plain x --step 3 --unit 1");
    assertEquals(cells.value("recurrentCell(plain, x, \"simpleRnn_1\", 3, 1)"), simple);
  }
}
