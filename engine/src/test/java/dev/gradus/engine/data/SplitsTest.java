package dev.gradus.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.random.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitsTest {
  @Test
  void roundsTheFirstPart() {
    assertEquals(3, Splits.first(4, 0.7));
    assertEquals(1, Splits.first(2, 0.5));
  }

  @Test
  void stratifiedPartsAreCompleteAndWithinOneOfTheirShare() {
    var random = new Philox(5, 0);
    for (int trial = 0; trial < 300; trial++) {
      int classes = 1 + random.nextInt(6);
      int[] labels =
          IntStream.range(0, 2 + random.nextInt(60)).map(i -> random.nextInt(classes)).toArray();
      double fraction = 0.3 + 0.4 * random.nextDouble();
      var parts = Splits.stratified(labels, classes, fraction, trial);
      assertEquals(Splits.first(labels.length, fraction), parts.get(0).length);
      int[] all =
          IntStream.concat(Arrays.stream(parts.get(0)), Arrays.stream(parts.get(1)))
              .sorted()
              .toArray();
      assertArrayEquals(IntStream.range(0, labels.length).toArray(), all);
      for (int c = 0; c < classes; c++) {
        int wanted = c;
        double share = fraction * Arrays.stream(labels).filter(l -> l == wanted).count();
        long got = Arrays.stream(parts.get(0)).filter(i -> labels[i] == wanted).count();
        assertTrue(Math.abs(got - share) < 1.000001, got + " of a share of " + share);
      }
    }
  }
}
