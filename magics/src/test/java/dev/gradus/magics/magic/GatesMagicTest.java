package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%gates` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatesMagicTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  private final String net =
      "var rnn = Model.input(6, 3).then(lstm(4)).dense(2).seed(1);"
          + " var x = Context.seeded(1).call(() -> Tensor.randn(6, 3));";

  @Test
  void showsGatesOfSequencesAndTexts() {
    cells.value(net);
    var text = cells.value("%gates rnn x");
    assertTrue(text.startsWith("Inside lstm_1 of model over 6 steps, 4 units."), text);
    assertEquals(cells.value("gates(rnn, x, \"lstm_1\")"), text);
    assertEquals(
        "120", cells.value("var g = %gates rnn x --show forget,cell\ng.data().rowCount() + 72"));
    cells.value(
        "var corpus = Corpus.characters(\"to be or not to be\"); var lm = Model.input(8)"
            + ".then(embedding(corpus.vocabSize(), 4)).then(gru(3).returnSequences())"
            + ".dense(corpus.vocabSize());");
    var read = cells.bundle("%gates lm corpus --text \"to be\" --show update");
    assertTrue(read.plain().contains("over 5 steps"), read::plain);
    assertTrue(cells.error("%gates lm corpus").contains("--text"));
    assertTrue(cells.error("%gates rnn x --show update").contains("it has input, forget"));
    assertTrue(cells.error("%gates rnn x --text ab").contains("no corpus"));
  }
}
