package dev.gradus.engine.text;

import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.Attention;
import dev.gradus.engine.text.SentencePairs.Pair;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Seq2SeqTest {
  private static final String DOG = "the dog runs";

  /// All pairs but that of one sentence.
  private static SentencePairs without(SentencePairs pairs, String sentence) {
    var left = pairs.pairs().stream().filter(p -> !p.source().equals(sentence)).toList();
    return new SentencePairs(left, pairs.source(), pairs.target());
  }

  private static void report(String what, double share) {
    System.out.printf(Locale.ROOT, "%s: exact match %.1f %%%n", what, 100 * share);
  }

  private static int words(String sentence) {
    return SentencePairs.words(sentence).size();
  }

  @Test
  @Covers({"I06", "I07", "D19", "I09"})
  void translatesSentencesThatItHasNotSeen() {
    var parts = EnglishFrench.pairs(2200, 1).split(0.9, 1);
    var train = without(parts.get(0), DOG);
    var translator = Seq2Seq.of(parts.get(0), new Seq2SeqSpec().embedding(24).attention());
    translator.model().seed(1);
    translator.train(train).optimizer(Optimizers.adam(5e-3)).epochs(4).run();
    double match = translator.exactMatch(parts.get(1));
    report("English to French with attention, held out", match);
    assertTrue(match >= 0.95, "exact match " + match);
    assertEquals("le chien court", translator.translate(DOG));
    lengthsAreFree(translator);
    drawing(translator);
    var seen = translator.alignment("a white cow runs");
    assertEquals(List.of("une", "vache", "blanche", "court", "<eos>"), seen.target());
    for (var row : seen.weights()) {
      assertEquals(4, row.size());
      assertEquals(1, row.stream().mapToDouble(w -> w).sum(), 1e-5);
    }
  }

  /// Sentences of 3 to 7 words, each answered with as many as it needs, padding left out.
  private static void lengthsAreFree(Seq2Seq translator) {
    var sentences = List.of(DOG, "the white cow sees a small dog", "a hen sees the boy");
    var said = translator.translate(sentences);
    assertEquals(List.of(3, 7, 5), said.stream().map(Seq2SeqTest::words).toList());
    assertEquals(said.get(1), translator.translate(sentences.get(1)), "alone as among others");
  }

  private static void drawing(Seq2Seq translator) {
    assertEquals(translator.translate(DOG), translator.sample(DOG, 0, 5));
    var drawn = new HashSet<String>();
    for (int seed = 0; seed < 20; seed++) {
      drawn.add(translator.sample(DOG, 3, seed));
    }
    assertTrue(drawn.size() > 5, "a high temperature says many things: " + drawn);
    assertEquals(translator.sample(DOG, 3, 7), translator.sample(DOG, 3, 7));
    assertTrue(drawn.stream().noneMatch(s -> s.contains("<")), "no special tokens: " + drawn);
  }

  private static Seq2Seq reverser(SentencePairs train, Seq2SeqSpec spec) {
    var model = Seq2Seq.of(train, spec.embedding(16).cell(gru(48)));
    model.model().seed(1);
    model.train(train).optimizer(Optimizers.adam(5e-3)).epochs(5).run();
    model.train(train).optimizer(Optimizers.adam(1e-3)).epochs(2).run();
    return model;
  }

  @Test
  @Covers({"I07", "G24"})
  void attentionReversesLongerSequences() {
    var all = ToyText.reversals(2600, 10, 1);
    var train = new SentencePairs(all.pairs().subList(0, 2000), all.source(), all.target());
    var rest = all.pairs().subList(2000, 2600);
    var longer = rest.stream().filter(p -> words(p.source()) >= 8).toList();
    var test = new SentencePairs(longer, all.source(), all.target());
    var plain = new Seq2SeqSpec().bidirectional();
    var with = reverser(train, plain.attention());
    double blind = reverser(train, plain).exactMatch(test);
    double seeing = with.exactMatch(test);
    report("reversal of 8 to 10 symbols without attention", blind);
    report("reversal of 8 to 10 symbols with attention", seeing);
    assertTrue(seeing > 0.8 && seeing > blind + 0.2, seeing + " against " + blind);
    var picture = with.alignment("a c b d h f e g");
    assertEquals(List.of("g", "e", "f", "h", "d", "b", "c", "a"), picture.target().subList(0, 8));
    for (int i = 0; i < 8; i++) {
      var row = picture.weights().get(i);
      assertEquals(1, row.stream().mapToDouble(w -> w).sum(), 1e-5);
      assertTrue(row.get(7 - i) > 0.5, "anti-diagonal, row " + i + ": " + row);
    }
  }

  @Test
  @Tag("full")
  @Covers({"I06", "I07"})
  void translatesWithoutAttentionToo() {
    var parts = EnglishFrench.pairs(6000, 1).split(0.9, 1);
    for (var spec : List.of(new Seq2SeqSpec(), new Seq2SeqSpec().cell(lstm(96)))) {
      var translator = Seq2Seq.of(parts.get(0), spec);
      translator.model().seed(1);
      var train = without(parts.get(0), DOG);
      translator.train(train).optimizer(Optimizers.adam(5e-3)).epochs(15).run();
      translator.train(train).optimizer(Optimizers.adam(1e-3)).epochs(5).run();
      double match = translator.exactMatch(parts.get(1));
      report(spec.cell().describe() + ", no attention, held out", match);
      assertTrue(match >= 0.95, "exact match " + match);
      assertEquals("le chien court", translator.translate(DOG));
    }
  }

  private static final SentencePairs FEW =
      SentencePairs.of(List.of(new Pair("a b c", "C B A"), new Pair("b", "B")));

  /// Padding in front changes nothing, and what is said later does not change earlier scores.
  @Test
  @Covers("D18")
  void everyFormIgnoresPaddingAndDoesNotLookAhead() {
    var base = new Seq2SeqSpec().embedding(5);
    for (var cell : List.of(gru(6), lstm(6))) {
      for (var spec : List.of(base, base.attention(), base.attention(Attention.additive(4)))) {
        for (var each : List.of(spec.cell(cell), spec.cell(cell).bidirectional().dropout(0.1))) {
          check(each.model(5, 4, 5, 3).seed(2), each.model(5, 2, 5, 3).seed(2));
        }
      }
    }
  }

  private static void check(dev.gradus.engine.Model longer, dev.gradus.engine.Model shorter) {
    var said = Tensor.of(Shape.of(1, 3), 1, 3, 2);
    var y = shorter.predict(Tensor.of(Shape.of(1, 2), 3, 2), said).toArray();
    var padded = longer.predict(Tensor.of(Shape.of(1, 4), 0, 0, 3, 2), said).toArray();
    assertArrayEquals(y, padded, 1e-6f);
    var other = Tensor.of(Shape.of(1, 3), 1, 3, 4);
    var changed = longer.predict(Tensor.of(Shape.of(1, 4), 0, 0, 3, 2), other).toArray();
    assertArrayEquals(Arrays.copyOf(y, 10), Arrays.copyOf(changed, 10), 1e-6f);
    assertTrue(Math.abs(y[10] - changed[10]) > 1e-6);
  }

  @Test
  void dataAreSentencesAndShiftedWords() {
    var model = Seq2Seq.of(FEW);
    var data = model.dataset(FEW);
    assertEquals(List.of("source", "target"), data.parts().stream().map(p -> p.name()).toList());
    assertArrayEquals(new float[] {0, 0, 2, 1, 2, 0, 0}, data.input(1));
    assertArrayEquals(new float[] {2, 1, -1, -1}, data.target(1));
    assertEquals("seq2seq: 5 to 5 words, at most 3 and 3 in a sentence", model.toString());
    assertTrue(words(model.translate("a b")) <= 4, "the length is limited");
    assertEquals(List.of(), model.translate(List.of()));
  }

  @Test
  void errorsTeach() {
    var model = Seq2Seq.of(FEW);
    var e = assertThrows(DataException.class, () -> model.translate("a b c a"));
    assertTrue(e.getMessage().contains("has 4 words, the model takes at most 3"), e.getMessage());
    assertThrows(DataException.class, () -> model.translate("x"));
    var longer = SentencePairs.of(List.of(new Pair("a", "B B B B")));
    assertThrows(DataException.class, () -> model.dataset(longer));
    var no = assertThrows(GradusException.class, () -> model.alignment("a"));
    assertTrue(no.getMessage().contains("attention()"), no.getMessage());
    assertThrows(GradusException.class, () -> model.sample("a", -1, 1));
    assertThrows(GradusException.class, () -> new Seq2SeqSpec().embedding(0));
    assertThrows(GradusException.class, () -> new Seq2SeqSpec().dropout(1));
  }
}
