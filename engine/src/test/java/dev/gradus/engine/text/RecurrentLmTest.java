package dev.gradus.engine.text;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.lstm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Metrics;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.Embedding;
import org.junit.jupiter.api.Test;

/// A recurrent language model of characters, from training to scores.
class RecurrentLmTest {
  @Test
  @Covers({"I01", "I05", "I10", "I11"})
  void anLstmBeatsCounting() {
    var text = ToyText.characters().split(0.9);
    int n = text.train().vocabSize();
    var lm =
        Model.sequential(Shape.of(32), new Embedding(n, 16), lstm(64).returnSequences(), dense(n))
            .seed(3);
    var test = text.test().batches(10, 32);
    assertEquals(n, Math.exp(lm.evaluate(test).loss()), 0.15 * n, "knows nothing");
    lm.train(text.train()).optimizer(Optimizers.adam(5e-3)).epochs(4).run();
    var measured = lm.evaluate(test, Metrics.perplexity());
    double after = Math.exp(measured.loss());
    assertTrue(measured.toString().contains("perplexity"));
    for (int order = 1; order <= 3; order++) {
      double counted = Ngrams.of(text.train(), order).perplexity(text.test());
      assertTrue(after < counted, order + ": " + after + " against " + counted);
    }
    double read = text.train().score(lm, "To infinity and beyond!");
    assertTrue(read > text.train().score(lm, "Two infinity and beyond!"));
  }
}
