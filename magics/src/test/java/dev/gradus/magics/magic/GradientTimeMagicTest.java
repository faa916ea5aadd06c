package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%grad_time` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GradientTimeMagicTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void normsAreTheEngines() {
    cells.value(
        "var data = Toys.recall(16, 12, 1);"
            + " var rnn = Model.sequential(data.inputShape(), simpleRnn(4), dense(4)).seed(1);");
    var text = cells.value("%grad_time rnn data --samples 8");
    assertTrue(text.startsWith("Gradient of the loss by the state h of simpleRnn_1: "), text);
    cells.value(
        "var v = new float[8 * data.inputShape().size()]; var t = new float[8];"
            + " for (int i = 0; i < 8; i++) { System.arraycopy(data.input(i), 0, v, i *"
            + " data.inputShape().size(), data.inputShape().size()); t[i] = data.label(i); }");
    var fluent =
        "gradientThroughTime(\"simpleRnn_1\", GradientThroughTime.of(rnn, \"simpleRnn_1\","
            + " Tensor.of(data.inputShape().prepend(8), v), Tensor.of(Shape.of(8), t),"
            + " crossEntropy()))";
    assertEquals(cells.value(fluent), text);
    assertTrue(
        cells.error("%grad_time rnn data dense_1").contains("Recurrent layers: simpleRnn_1"));
    assertTrue(cells.error("%grad_time rnn data --samples 0").contains("at least 1"));
  }
}
