package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%sample` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleMagicTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void writesWhatTheSamplerWrites() {
    cells.value(
        "var corpus = Corpus.characters(\"to be or not to be\"); var lm = Model.input(8)"
            + ".then(embedding(corpus.vocabSize(), 4)).then(gru(3).returnSequences())"
            + ".dense(corpus.vocabSize());");
    var text = cells.value("%sample lm corpus --prompt \"to \" --n 12 --temperature 0.5 --seed 4");
    assertEquals(
        cells.value("TextSampler.of(lm, corpus).temperature(0.5).seed(4).generate(\"to \", 12)"),
        text);
    assertTrue(text.replace("\"", "").startsWith("to "), text);
    assertEquals(
        cells.value("%sample lm corpus --n 9 --top-k 1"),
        cells.value("%sample lm corpus --n 9 --temperature 0"));
    assertTrue(cells.error("%sample lm lm").contains("Give the Corpus"));
  }
}
