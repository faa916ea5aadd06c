package dev.gradus.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import org.junit.jupiter.api.Test;

@Covers({"I10"})
class NgramsTest {
  @Test
  void probabilitiesByHand() {
    var corpus = Corpus.characters("abab");
    var single = Ngrams.of(corpus, 1);
    // 4 tokens, 2 kinds: (2 + 2 / 2) / (4 + 2)
    assertEquals(0.5, single.probability(new int[0], 0), 1e-12);
    var pairs = Ngrams.of(corpus, 2);
    int a = corpus.encode("a")[0];
    int b = corpus.encode("b")[0];
    // a is followed by b twice, by one kind: (2 + 0.5) / (2 + 1)
    assertEquals(2.5 / 3, pairs.probability(new int[] {b, a}, b), 1e-12);
    assertEquals(0.5 / 3, pairs.probability(new int[] {a}, a), 1e-12);
  }

  @Test
  void probabilitiesSumToOne() {
    var corpus = ToyText.characters().slice(0, 5000);
    var grams = Ngrams.of(corpus, 3);
    for (var before : new String[] {"", "T", "Th", "zz", "the d"}) {
      double sum = 0;
      for (int token = 0; token < corpus.vocabSize(); token++) {
        var known = before.replace("z", "h");
        sum += grams.probability(corpus.encode(known), token);
      }
      assertEquals(1, sum, 1e-9);
    }
  }

  @Test
  void longerHistoriesPredictBetter() {
    var split = ToyText.characters().split(0.9);
    double before = Math.log(split.train().vocabSize()) / Math.log(2);
    for (int order = 1; order <= 5; order++) {
      var grams = Ngrams.of(split.train(), order);
      double bits = grams.bitsPerCharacter(split.test());
      assertTrue(bits < before, "order " + order + ": " + bits);
      assertEquals(Math.pow(2, bits), grams.perplexity(split.test()), 1e-6);
      before = bits;
    }
    assertTrue(before < 1.2, "5-grams: " + before);
    var other = Corpus.characters("xyz");
    assertThrows(DataException.class, () -> Ngrams.of(split.train(), 2).perplexity(other));
    assertThrows(DataException.class, () -> Ngrams.of(split.train(), 0));
  }
}
