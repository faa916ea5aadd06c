package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%unroll` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnrollMagicTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  private final String net =
      "var rnn = Model.input(6, 3).then(lstm(4)).dense(2).seed(1);"
          + " var x = Context.seeded(1).call(() -> Tensor.randn(6, 3));";

  @Test
  void drawsStepsAndSaysWhatIsNotRecurrent() {
    cells.value(net);
    var text = cells.value("%unroll rnn --steps 4");
    assertTrue(text.contains("unrolled over 4 of 6 steps: lstm_1 (lstm(4)), 128 parameters"), text);
    assertEquals(cells.value("unrolled(rnn, 4)"), text);
    cells.value("var plain = Model.input(4).dense(2);");
    assertTrue(cells.error("%unroll plain").contains("is not recurrent"));
    assertTrue(cells.error("%unroll rnn dense_1").contains("Recurrent layers: lstm_1."));
    assertTrue(cells.error("%unroll rnn --steps 0").contains("at least 1"));
  }
}
