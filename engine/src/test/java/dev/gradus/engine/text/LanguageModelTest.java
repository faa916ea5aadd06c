package dev.gradus.engine.text;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// A language model of characters in use. It sees eight characters through two dense layers, as in
/// Bengio et al. 2003, and is trained once for all tests.
@TestInstance(Lifecycle.PER_CLASS)
class LanguageModelTest {
  private static final int STEPS = 8;

  private final Corpus.Split text = ToyText.characters().split(0.9);
  private final Corpus corpus = text.train();
  private final Model model = untrained(corpus.vocabSize());

  private static Model untrained(int vocabSize) {
    return Model.sequential(
            Shape.of(STEPS, vocabSize), flatten(), dense(64), tanh(), dense(vocabSize))
        .seed(2);
  }

  @BeforeAll
  void train() {
    var data = corpus.contexts(STEPS).take(40_000).oneHot(corpus.vocabSize());
    model.train(data).batchSize(50).epochs(4).run();
  }

  private double perplexity(Model lm) {
    var test = text.test().contexts(STEPS).oneHot(corpus.vocabSize());
    return Math.exp(lm.evaluate(test).loss());
  }

  @Test
  @Covers({"I01", "I10"})
  void learnsToBeatCounting() {
    double before = perplexity(untrained(corpus.vocabSize()));
    assertEquals(corpus.vocabSize(), before, 0.25 * corpus.vocabSize(), "knows nothing");
    double after = perplexity(model);
    for (int order = 1; order <= 3; order++) {
      double counted = Ngrams.of(corpus, order).perplexity(text.test());
      assertTrue(after < counted, order + ": " + after + " against " + counted);
    }
  }

  @Test
  @Covers({"I01"})
  void probabilitiesSumToOne() {
    var sampler = TextSampler.of(model, corpus);
    for (var prompt : new String[] {"T", "The dog", "The dogs that see the c"}) {
      assertEquals(1, Arrays.stream(sampler.probabilities(prompt)).sum(), 1e-6);
      assertEquals(1, Arrays.stream(sampler.topK(3).probabilities(prompt)).sum(), 1e-6);
    }
    var best = sampler.next("To infini", 3);
    assertEquals("t", best.keySet().iterator().next());
    assertEquals(3, best.size());
  }

  @Test
  @Covers({"I04"})
  void theScoreIsTheSumOfItsSteps() {
    var sentence = "The dogs sleep.";
    var tokens = corpus.encode(sentence);
    double sum = 0;
    for (int i = 1; i < tokens.length; i++) {
      var window = new float[STEPS * corpus.vocabSize()];
      for (int t = 0; t < STEPS; t++) {
        int at = i - STEPS + t;
        window[t * corpus.vocabSize() + (at < 0 ? 0 : tokens[at])] = 1;
      }
      var scores = model.predict(Tensor.of(Shape.of(1, STEPS, corpus.vocabSize()), window));
      sum += Math.log(scores.softmax().get(0, tokens[i]));
    }
    assertEquals(sum, corpus.score(model, sentence), 1e-4);
    assertEquals(tokens.length - 1, corpus.scores(model, sentence).length);
    assertTrue(corpus.score(model, "dogs sleep The.") < sum);
    assertTrue(corpus.score(model, "The peels sgod.") < sum);
    assertThrows(DataException.class, () -> corpus.score(model, "T"));
    var some = corpus.with(sentence);
    assertEquals(Math.exp(-sum / (tokens.length - 1)), some.perplexity(model), 1e-3);
  }

  @Test
  @Covers({"I11"})
  void whatItHasReadIsLikelier() {
    double read = corpus.score(model, "To infinity and beyond!");
    double unheard = corpus.score(model, "Two infinity and beyond!");
    assertTrue(read > unheard, read + " against " + unheard);
  }

  @Test
  @Covers({"I09"})
  void theSameSeedGivesTheSameText() {
    var sampler = TextSampler.of(model, corpus).temperature(0.8).topK(10).seed(5);
    var written = sampler.generate("The ", 60);
    assertTrue(written.startsWith("The ") && written.length() == 64);
    assertEquals(written, sampler.generate("The ", 60));
    assertNotEquals(written, sampler.seed(6).generate("The ", 60));
  }

  @Test
  @Covers({"I09"})
  void aTemperatureNearZeroIsGreedy() {
    var sampler = TextSampler.of(model, corpus);
    var greedy = sampler.temperature(0).generate("The ", 40);
    assertEquals(greedy, sampler.temperature(1e-4).seed(1).generate("The ", 40));
    assertEquals(greedy, sampler.topK(1).seed(2).generate("The ", 40));
    assertNotEquals(greedy, sampler.temperature(5).generate("The ", 40));
  }

  @Test
  void refusesWhatCannotWork() {
    var sampler = TextSampler.of(model, corpus);
    assertThrows(GradusException.class, () -> sampler.temperature(-1));
    assertThrows(GradusException.class, () -> sampler.topK(0));
    assertThrows(GradusException.class, () -> sampler.generate("T", -1));
    assertThrows(DataException.class, () -> sampler.generate("", 3));
    var other = Model.input(STEPS).dense(7);
    assertThrows(ShapeException.class, () -> TextSampler.of(other, corpus).generate("T", 1));
    assertThrows(ShapeException.class, () -> corpus.score(other, "The dog"));
  }

  /// A model that answers at every step: the tokens behind a short text must not matter.
  @Test
  @Covers({"I04"})
  void modelsThatAnswerAtEveryStepAreAskedOnce() {
    var words = Corpus.of("a b\nb a\n", Tokenizer.words().sentencePerLine());
    int n = words.vocabSize();
    var pairs = Model.sequential(Shape.of(4, n), dense(n)).seed(3);
    var logs = words.scores(pairs, "a b a b a b");
    assertEquals(6, logs.length, "<eos> comes before the first word");
    assertEquals(logs[1], logs[3], 1e-6, "b after a");
    assertEquals(logs[3], logs[5], 1e-6, "beyond the window");
    var text = TextSampler.of(pairs, words).generate("", 5);
    assertTrue(text.length() > 0);
    assertEquals(
        text,
        TextSampler.of(pairs, words).generate("", 5),
        "starts from <eos>, which is not shown");
  }

  @Test
  void aModelTrainsOnACorpusAndTellsWhichBatchesSuitIt() {
    int n = corpus.vocabSize();
    var some = corpus.slice(0, 2000);
    var once = untrained(n);
    double before = some.perplexity(once);
    var history = once.train(some).epochs(2).run();
    assertEquals((2000 - STEPS + 19) / 20 * 2, history.steps());
    assertTrue(some.perplexity(once) < before / 1.5);
    var everyStep = Model.sequential(Shape.of(STEPS, n), dense(n));
    var data = some.batches(everyStep, 20);
    assertEquals(Shape.of(STEPS, n), data.inputShape());
    assertEquals(Shape.of(STEPS), data.targetShape());
    assertEquals(0, data.size() % 20);
    assertEquals(Shape.of(16), some.batches(Model.input(16), 5).inputShape());
  }
}
