package dev.gradus.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers({"I01"})
class TokenizerTest {
  @Test
  void charactersAreCodePoints() {
    var tokenizer = Tokenizer.characters();
    assertEquals(List.of("A", " ", "é", "😀"), tokenizer.tokens("A é😀"));
    assertEquals("A é😀", tokenizer.text(tokenizer.tokens("A é😀")));
    assertEquals(List.of("a"), tokenizer.lowerCase().tokens("A"));
  }

  @Test
  void wordsAndMarks() {
    var words = Tokenizer.words();
    var text = "The dog's owner, half-asleep, <unk> says: \"no!\"";
    assertEquals(
        List.of(
            "the",
            "dog's",
            "owner",
            ",",
            "half-asleep",
            ",",
            "<unk>",
            "says",
            ":",
            "\"",
            "no",
            "!",
            "\""),
        words.tokens(text));
    assertEquals(
        List.of("The", "cat", "sat"),
        words.keepCase().withoutPunctuation().tokens("The cat... sat!"));
    assertEquals("the dog runs, and waits.", words.text(words.tokens("The dog runs, and waits.")));
  }

  @Test
  void linesEndSentences() {
    var lines = Tokenizer.words().sentencePerLine();
    assertEquals(List.of("a", "b", "<eos>", "c", "<eos>"), lines.tokens("a b\nc\n"));
    assertEquals("a b\nc", lines.text(List.of("a", "b", "<eos>", "c")));
  }
}
