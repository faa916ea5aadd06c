package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers({"C37"})
class ConfusionMatrixTest {
  private static final int[] LABELS = {0, 0, 0, 1, 1, 2, 2, 2, 2, -1};
  private static final int[] PREDICTIONS = {0, 0, 1, 1, 2, 2, 2, 0, 2, 1};

  private static ConfusionMatrix matrix() {
    return ConfusionMatrix.of(LABELS, PREDICTIONS, 3);
  }

  @Test
  void countsByHand() {
    var m = matrix();
    assertArrayEquals(new int[][] {{2, 1, 0}, {0, 1, 1}, {1, 0, 3}}, m.counts());
    assertEquals(9, m.samples());
    assertEquals(6.0 / 9, m.accuracy(), 1e-12);
    assertEquals(1, m.count(2, 0));
    assertEquals(4, m.support(2));
    assertEquals(2, m.predicted(1));
    assertEquals(2.0 / 3, m.precision(0), 1e-12);
    assertEquals(0.5, m.recall(1), 1e-12);
    assertEquals(0.75, m.f1(2), 1e-12);
    assertArrayEquals(new int[] {0, 1}, m.worst());
  }

  @Test
  void averagesByHand() {
    var m = matrix();
    assertEquals((2.0 / 3 + 0.5 + 0.75) / 3, m.precision(Average.MACRO), 1e-12);
    assertEquals((2.0 / 3 + 0.5 + 0.75) / 3, m.recall(Average.MACRO), 1e-12);
    assertEquals(6.0 / 9, m.f1(Average.MICRO), 1e-12);
    assertEquals((3 * (2.0 / 3) + 2 * 0.5 + 4 * 0.75) / 9, m.recall(Average.WEIGHTED), 1e-12);
  }

  @Test
  void classesThatNeverOccurCountForNothing() {
    var m = ConfusionMatrix.of(new int[] {0, 1}, new int[] {0, 1}, 5);
    assertEquals(1, m.f1(Average.MACRO));
    assertEquals(0, m.precision(4));
    assertEquals(0, m.worst().length);
  }

  @Test
  void readsAsATable() {
    var text = matrix().named(List.of("cat", "dog", "bird")).toString();
    var lines = text.split("\n", -1);
    assertEquals("       cat  dog bird  precision  recall      f1  support", lines[0]);
    assertEquals("  cat    2    1    0     0.6667  0.6667  0.6667        3", lines[1]);
    assertEquals("accuracy 0.6667 of 9 samples", lines[6]);
    assertEquals(7, lines.length);
  }

  @Test
  void refusesWhatIsNoClass() {
    assertThrows(DataException.class, () -> ConfusionMatrix.of(new int[2], new int[3], 2));
    assertThrows(DataException.class, () -> ConfusionMatrix.of(new int[] {2}, new int[1], 2));
    assertThrows(DataException.class, () -> ConfusionMatrix.of(new int[1], new int[] {-1}, 2));
    var e = assertThrows(DataException.class, () -> matrix().named(List.of("a")));
    assertTrue(e.getMessage() != null && e.getMessage().contains("3 classes but 1"));
  }
}
