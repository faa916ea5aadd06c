package dev.gradus.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.magics.magic.Cells;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The cells by which the interface was designed, as they were written then. Only the data are
/// smaller: `mnist` is a few digits, `corpus` a short text.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesTest {
  private final Cells cells = new Cells();

  @BeforeAll
  void data() {
    cells.value("%dataset digits --train 128 --test 32 --as mnist --quiet");
  }

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void lenet() {
    cells.value(
        """
        var lenet = Model.sequential(Shape.of(1, 28, 28),
            conv2d(6, 5).padding(2), relu(), maxPool2d(2),
            conv2d(16, 5), relu(), maxPool2d(2),
            flatten(), dense(120), relu(), dense(84), relu(), dropout(0.5), dense(10));
        """);
    cells.value(
        """
        var history = %train lenet mnist --epochs 3 --batch 64 --optimizer adam --lr 1e-3
        %plot_loss
        %filters lenet conv2d_1
        """);
    assertEquals("3", cells.value("history.epochs().size()"));
    assertTrue(cells.texts().stream().anyMatch(t -> t.contains("6 steps, 3 finished epochs")));
    cells.value("var test = mnist.test(); var data = mnist.train();");
    cells.value(
        "lenet.train(data).optimizer(adam(1e-3)).batchSize(64).epochs(3).validation(test).run();");
  }

  @Test
  void fluently() {
    cells.value(
        """
        var fluent = Model.input(1, 28, 28).conv2d(6, 5).relu().maxPool2d(2)
            .then(conv2d(6, 5).padding(2)).flatten().dense(10);
        """);
    assertEquals("[10]", cells.value("fluent.outputShape()"));
    cells.value("fluent.train(mnist).epochs(1).run();");
  }

  @Test
  void aLayerOfOnesOwn() {
    cells.value(
        """
        record Gated(int units) implements LayerSpec {          // y = xW * sigmoid(xV)
            public Layer build(Shape input, Initializers init) {
                var w = init.glorot("w", input.last(), units);
                var v = init.glorot("v", input.last(), units);
                return Layer.of(x -> x.matmul(w).mul(x.matmul(v).sigmoid()), w, v);
            }
        }
        var net = Model.sequential(Shape.of(784), new Gated(64), dense(10));
        """);
    assertTrue(cells.value("net.summary()").contains("gated_1"));
    assertTrue(
        cells.value("%gradcheck net mnist.train().reshape(784)").startsWith("gradients agree"));
  }

  @Test
  void aLanguageModel() {
    cells.value("var corpus = Corpus.characters(\"The cat sat on the mat. \".repeat(300));");
    cells.value(
        """
        var lm = Model.sequential(Shape.of(64), embedding(corpus.vocabSize(), 32),
            lstm(128).returnSequences(), dropout(0.2), lstm(128).returnSequences(), dense(corpus.vocabSize()));
        %train lm corpus --epochs 5 --clip-norm 5
        """);
    var text = cells.value("TextSampler.of(lm, corpus).temperature(0.8).generate(\"The \", 200)");
    assertTrue(text.contains("The "), text);
    assertEquals("204", cells.value("TextSampler.of(lm, corpus).generate(\"The \", 200).length()"));
    assertTrue(cells.texts().stream().anyMatch(t -> t.contains("perplexity")));
  }
}
