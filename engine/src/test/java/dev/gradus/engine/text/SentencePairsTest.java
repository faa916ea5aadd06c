package dev.gradus.engine.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import dev.gradus.engine.text.SentencePairs.Pair;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers({"I06"})
class SentencePairsTest {
  @Test
  void encodersAndDecodersGetTheirRows() {
    var pairs = SentencePairs.of(List.of(new Pair("a b", "B A"), new Pair("b", "B")));
    assertEquals(List.of("<pad>", "<eos>", "b", "a"), pairs.source().tokens());
    assertArrayEquals(new int[] {0, 3, 2, 0, 0, 2}, pairs.encoderInputs(3));
    assertArrayEquals(new int[] {1, 2, 3, 1, 2, 0}, pairs.decoderInputs(3));
    assertArrayEquals(new int[] {2, 3, 1, 2, 1, -1}, pairs.decoderLabels(3));
    assertEquals("B A", pairs.decode(2, 3, 1, 2));
    assertEquals(2, pairs.sourceLength());
    assertThrows(DataException.class, () -> SentencePairs.of(List.of()));
  }

  @Test
  void splitsWithoutOverlap() {
    var parts = EnglishFrench.pairs(200, 1).split(0.8, 3);
    assertEquals(160, parts.get(0).size());
    var train = new HashSet<>(parts.get(0).pairs());
    assertTrue(parts.get(1).pairs().stream().noneMatch(train::contains));
    assertEquals(parts.get(0).source(), parts.get(1).source());
    assertThrows(DataException.class, () -> parts.get(1).split(1, 1));
  }
}
