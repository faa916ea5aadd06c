package dev.gradus.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToyTextTest {
  @Test
  @Covers({"I03"})
  void theBuiltInCorpusHasItsSize() {
    var characters = ToyText.characters();
    var words = ToyText.words();
    assertEquals(3000, ToyText.stories(3000, 42).lines().count());
    assertEquals("toy stories: 107,664 tokens, vocabulary of 31", characters.toString());
    assertEquals("toy stories: 27,060 tokens, vocabulary of 70", words.toString());
    assertTrue(words.vocabulary().eos().isPresent() && words.vocabulary().unk().isPresent());
    assertEquals(characters.size(), ToyText.stories(3000, 42).length());
  }

  @Test
  void theSeedDecides() {
    var text = ToyText.stories(100, 1);
    assertEquals(text, ToyText.stories(100, 1));
    assertTrue(text.startsWith(ToyText.stories(10, 1)));
    assertNotEquals(text, ToyText.stories(100, 2));
    assertTrue(text.contains("To infinity and beyond!"));
    assertThrows(DataException.class, () -> ToyText.stories(0, 1));
  }

  @Test
  void verbsAgree() {
    ToyText.stories(2000, 3)
        .lines()
        .filter(line -> line.startsWith("The ") && line.split(" ").length == 3)
        .forEach(line -> {
          boolean many = line.matches("The (\\w+s|children|foxes) .*");
          assertEquals(many, !line.endsWith("s."), line);
        });
  }

  @Test
  void reversalsAreReversed() {
    var pairs = ToyText.reversals(100, 5, 1);
    for (var pair : pairs.pairs()) {
      var words = List.of(pair.source().split(" ", -1));
      assertEquals(String.join(" ", words.reversed()), pair.target());
      assertTrue(words.size() <= 5);
    }
  }

  /// The classes hold the same words: only their order tells.
  @Test
  @Covers({"D18"})
  void reviewsNeedTheWordNot() {
    var reviews = ToyText.reviews(2000, 1);
    var vocabulary = reviews.vocabulary();
    var data = reviews.dataset(vocabulary, 12);
    assertEquals(Shape.of(12), data.inputShape());
    int positive = data.classCounts()[1];
    assertTrue(positive > 900 && positive < 1100);
    int good = 0;
    int notGood = 0;
    for (int i = 0; i < 2000; i++) {
      var text = reviews.texts().get(i);
      if (text.contains("good") && !text.contains(",")) {
        assertEquals(text.contains("not") ? 0 : 1, reviews.labels().get(i));
        good++;
        notGood += text.contains("not") ? 1 : 0;
      }
    }
    assertTrue(notGood > good / 3 && notGood < good * 2 / 3);
    assertFalse(vocabulary.contains("<eos>"));
  }
}
