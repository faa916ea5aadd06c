package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Optimizers;
import dev.gradus.engine.train.Sgd;
import dev.gradus.kernel.magic.Option;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The options of `%train` in cells; see [CellsTest] for its display.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  private String last(String start) {
    return cells.texts().stream().filter(t -> t.contains(start)).toList().getLast();
  }

  @Test
  void everyOptimizerIsAChoice() {
    var choices =
        Arrays.stream(TrainMagic.Options.class.getRecordComponents())
            .filter(c -> c.getName().equals("optimizer"))
            .flatMap(c -> Arrays.stream(c.getAnnotation(Option.class).choices()))
            .collect(Collectors.toSet());
    assertEquals(Set.copyOf(Optimizers.names()), choices);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adagrad", "rmsProp", "adadelta", "ADAM", "adamW"})
  void trainsWithEveryOptimizer(String name) {
    var cell = "var h = %train net digits --epochs 1 --quiet --optimizer " + name + "\nh.steps()";
    assertEquals("2", cells.value(cell));
  }

  @Test
  void numbersOfOptimizersAreCheckedByKind() {
    var sgd = (Sgd) OptimizerChoice.of("sgd", 0.5, 0.9, 1e-4);
    assertEquals(new Sgd(0.5).momentum(0.9).weightDecay(1e-4), sgd);
    assertTrue(cells.error("%train net digits --momentum 0.9").contains("--momentum is for sgd"));
    assertTrue(
        cells.error("%train net digits --weight-decay 0.1").contains("sgd and adamW, not adam"));
    assertTrue(cells.error("%train net digits --optimizer adem").contains("Did you mean adam?"));
  }

  @Test
  void rateFollowsTheSchedule() {
    cells.value("%train net digits --epochs 3 --lr 0.01 --schedule stepDecay(0.5,1) --quiet");
    assertEquals("0.0025", cells.value("net.history().get().epochs().getLast().learningRate()"));
    assertTrue(cells.error("%train net digits --schedule cosin").contains("Did you mean cosine?"));
    assertTrue(
        cells.error("%train net digits --schedule stepDecay(0.5)").contains("it takes 2 numbers"));
    assertTrue(
        cells.error("%train net digits --schedule cosine(x)").contains("\"x\" is no number"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant",
        "step_decay",
        "exponential",
        "inverse-time",
        "cosine",
        "warmUp",
        "oneCycle",
        "ptb"
      })
  void everyScheduleHasNumbersThatSuit(String name) {
    var schedule = ScheduleName.schedule(name.toLowerCase(Locale.ROOT), 6, 60);
    for (long step = 0; step < 60; step++) {
      double rate = schedule.rate(0.1, step, step / 10.0);
      assertTrue(rate >= 0 && rate <= 0.1 + 1e-12, name + " " + step + " " + rate);
    }
  }

  @Test
  void whatIsMeasuredIsShown() {
    cells.value("%train net digits --epochs 2 --metrics f1,top_2 --clip-norm 1 --clip-value 0.5");
    var text = last("finished, epoch 2");
    assertTrue(text.contains("learning rate 0.001"), text);
    assertTrue(text.contains("macro F1") || text.contains("f1"), text);
    assertTrue(text.contains("best epoch"), text);
    assertEquals("true", cells.value("net.history().get().gradientNorms()[0] > 0"));
    assertTrue(cells.error("%train net digits --metrics f2").contains("no metric named"));
  }

  @Test
  void penaltiesAddToTheLoss() {
    cells.value("%train net digits --epochs 1 --l1 1e-3 --l2 1e-2 --loss multiclass_hinge --quiet");
    assertEquals("true", cells.value("net.history().get().epochs().getFirst().penalty() > 0"));
    assertTrue(cells.value("net.history().get().lossName()").contains("hinge"));
  }

  @Test
  void stopsEarlyAndSaysWhy() {
    cells.value(
        "%train net digits --epochs 60 --early-stopping 1 --lr 0.2 --optimizer sgd --batch 8");
    var text = last("stopped: no better validation loss");
    assertTrue(text.contains("for 1 epoch"), text);
    assertEquals("true", cells.value("net.history().get().epochs().size() < 60"));
  }

  @Test
  void stepsEndARunWithinAnEpoch() {
    assertEquals(
        "3", cells.value("var s = %train net digits --steps 3 --batch 32 --quiet\ns.steps()"));
    assertTrue(
        cells.error("%train net digits --steps 0").contains("--steps must be at least 1, got 0"));
    assertTrue(
        cells.error("%train net digits --shuffle --no-shuffle").contains("exclude each other"));
  }

  @Test
  void anInterruptedRunGoesOn() {
    cells.interruptAt(t -> t.contains("samples/s"));
    cells.error("%train net digits --epochs 100000 --batch 16 --lr 1e-4");
    var steps = Integer.parseInt(cells.value("net.history().get().steps()"));
    var epochs = steps / 4 + 1;
    cells.value("%train net digits --epochs " + epochs + " --batch 16 --lr 1e-4 --resume");
    assertEquals(String.valueOf(4 * epochs), cells.value("net.history().get().steps()"));
    assertTrue(last("resumed after step").contains("resumed after step " + steps));
  }

  @Test
  void evaluatesWithMetrics() {
    var text = cells.value("%evaluate net digits --metrics precision,top_3");
    assertTrue(text.contains("recision") && text.contains("top-3"), text);
    assertTrue(cells.error("%evaluate net net").contains("net is a Model, not data"));
  }

  @Test
  void textsAreData() {
    cells.value(
        """
        var corpus = Corpus.characters("the cat sat on the mat. ".repeat(60));
        var lm = Model.sequential(Shape.of(8), embedding(corpus.vocabSize(), 8),
            gru(12).returnSequences(), dense(corpus.vocabSize()));
        """);
    cells.value("%train lm corpus --epochs 2 --validation 0.2 --batch 4 --lr 0.01");
    var text = last("finished, epoch 2");
    assertTrue(text.matches("(?s).*loss \\d.*perplexity \\d.*validation loss.*perplexity.*"), text);
    assertTrue(cells.value("%evaluate lm corpus --metrics perplexity").contains("perplexity"));
    cells.value("%train lm corpus.split(0.9) --epochs 1 --batch 4 --quiet");
    assertEquals("true", cells.value("lm.history().get().validated()"));
  }
}
