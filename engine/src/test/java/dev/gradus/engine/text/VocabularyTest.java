package dev.gradus.engine.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@Covers({"I01"})
class VocabularyTest {
  private static final List<String> TEXT = List.of("b", "a", "c", "a", "b", "a", "d", "c");

  @Test
  void frequentTokensComeFirst() {
    var v = Vocabulary.count(TEXT).build();
    assertEquals(List.of("a", "b", "c", "d"), v.tokens());
    assertArrayEquals(new int[] {1, 0, 2}, v.encode(List.of("b", "a", "c")));
    assertEquals(List.of("d", "a"), v.decode(3, 0));
    assertTrue(v.unk().isEmpty());
    var e = assertThrows(DataException.class, () -> v.index("z"));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains("\"z\""));
    assertThrows(DataException.class, () -> v.token(4));
  }

  @Test
  void rareTokensBecomeUnk() {
    var v = Vocabulary.count(TEXT).special(Vocabulary.PAD, Vocabulary.UNK).minCount(2).build();
    assertEquals(List.of("<pad>", "<unk>", "a", "b", "c"), v.tokens());
    assertEquals(1, v.index("d"));
    assertFalse(v.contains("d"));
    assertEquals(0, v.pad().orElseThrow());
    var small = Vocabulary.count(TEXT).special(Vocabulary.UNK).maxSize(3).build();
    assertEquals(List.of("<unk>", "a", "b"), small.tokens());
  }

  @Test
  void aTokenHasOneNumber() {
    assertThrows(DataException.class, () -> Vocabulary.of(List.of("a", "a")));
    assertThrows(DataException.class, () -> Vocabulary.of(List.of()));
    assertEquals(Vocabulary.of(List.of("a")), Vocabulary.of(List.of("a")));
    assertEquals("2 tokens: \\n, a", Vocabulary.of(List.of("\n", "a")).toString());
  }
}
