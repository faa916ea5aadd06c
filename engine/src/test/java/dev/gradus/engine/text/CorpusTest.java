package dev.gradus.engine.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CorpusTest {
  @Test
  void knowsItsTokens() {
    var corpus = Corpus.words("The dog sees the cat. The end");
    assertEquals("corpus: 8 tokens, vocabulary of 6", corpus.toString());
    assertEquals(6, corpus.vocabSize());
    assertArrayEquals(corpus.encode("the cat"), corpus.slice(3, 5).tokens());
    assertEquals("dog sees", corpus.decode(corpus.encode("DOG sees")));
    assertEquals(2, corpus.with("cat dog").size());
    assertEquals(6, corpus.split(0.75).train().size());
    assertEquals("corpus test", corpus.split(0.75).test().name());
    assertThrows(DataException.class, () -> Corpus.words(" "));
    assertThrows(DataException.class, () -> corpus.slice(3, 9));
    assertThrows(DataException.class, () -> corpus.encode("fish"));
  }

  /// The rows of a batch go on in the next batch: the text 0, 1, 2, ... shows where.
  @Test
  @Covers({"I01"})
  void batchesAreContiguousByRow() {
    var text = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      text.append((char) ('a' + i));
    }
    var corpus = Corpus.characters(text.toString());
    // 3 rows of 8, two pieces of 3; y and z fill no row
    var data = corpus.batches(3, 3);
    assertEquals(6, data.size());
    assertEquals(Shape.of(3), data.targetShape());
    assertEquals(26, data.classes());
    assertArrayEquals(new float[] {0, 1, 2}, data.input(0));
    assertArrayEquals(new float[] {1, 2, 3}, data.target(0));
    assertArrayEquals(new float[] {8, 9, 10}, data.input(1));
    assertArrayEquals(new float[] {3, 4, 5}, data.input(3));
    assertArrayEquals(new float[] {20, 21, 22}, data.target(5));
    assertEquals("c", data.classNames().get(2));
    var e = assertThrows(DataException.class, () -> corpus.batches(10, 3));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains("too short"));
    assertThrows(DataException.class, () -> corpus.batches(0, 3));
  }

  @Test
  void contextsHaveTheNextToken() {
    var data = Corpus.characters("abcde").contexts(3);
    assertEquals(2, data.size());
    assertArrayEquals(new float[] {1, 2, 3}, data.input(1));
    assertEquals(4, data.label(1));
    assertThrows(DataException.class, () -> Corpus.characters("abc").contexts(3));
  }
}
