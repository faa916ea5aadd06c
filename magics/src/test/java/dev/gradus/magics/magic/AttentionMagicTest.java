package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%attention` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttentionMagicTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void rowsAreTheTraces() {
    cells.value(
        "var self = Model.input(3, 4).dense(4).then(Attention.scaled()).seed(1);"
            + " var x = Context.seeded(1).call(() -> Tensor.randn(3, 4));");
    var text = cells.value("%attention self attention_1 x");
    assertTrue(text.startsWith("Attention of attention_1, weight of the step"), text);
    assertEquals(
        cells.value("attention(AttentionTrace.of(self, \"attention_1\", x.reshape(1, 3, 4)), 0)"),
        text);
    assertTrue(cells.error("%attention self dense_1 x").contains("Attention layers: attention_1."));
    assertTrue(cells.error("%attention self attention_1").contains("an input is missing"));
  }

  @Test
  void translationsAreAligned() {
    cells.value(
        "var pairs = EnglishFrench.pairs(20, 1);"
            + " var translator = Seq2Seq.of(pairs, new Seq2SeqSpec().attention());");
    var sentence = cells.value("pairs.pairs().get(0).source()").replace("\"", "");
    var text = cells.value("%attention translator \"" + sentence + "\"");
    assertEquals(cells.value("attention(translator.alignment(\"" + sentence + "\"))"), text);
    assertTrue(text.startsWith("Attention of the translation"), text);
    assertTrue(cells.error("%attention pairs \"a\"").contains("Give a Seq2Seq"));
  }
}
