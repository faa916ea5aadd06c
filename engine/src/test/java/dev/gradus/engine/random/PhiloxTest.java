package dev.gradus.engine.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhiloxTest {

  /// The known answers of the authors' own test suite for ten rounds.
  @Test
  void knownAnswers() {
    var out = new int[4];
    Philox.block(0, 0, 0, out);
    assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, out);
    Philox.block(-1, -1, -1, out);
    assertArrayEquals(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, out);
    Philox.block(0x299f31d0a4093822L, 0x0370734413198a2eL, 0x85a308d3243f6a88L, out);
    assertArrayEquals(new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}, out);
  }

  @Test
  void uniformAndNormalNumbersHaveTheirMoments() {
    var random = new Philox(5, 0);
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    double normal = 0;
    double normalSquares = 0;
    for (int i = 0; i < n; i++) {
      double u = random.nextFloat();
      assertTrue(u >= 0 && u < 1);
      sum += u;
      squares += u * u;
      double g = random.nextGaussian();
      normal += g;
      normalSquares += g * g;
    }
    assertEquals(0.5, sum / n, 0.003);
    assertEquals(1.0 / 3, squares / n, 0.003);
    assertEquals(0, normal / n, 0.01);
    assertEquals(1, normalSquares / n, 0.015);
  }

  @Test
  void everyPartOfAKeyMatters() {
    assertNotEquals(Philox.key(1, 2, 3), Philox.key(1, 3, 2));
    assertEquals(Philox.key(new long[] {5, 6}), Philox.key(5, 6));
    assertEquals(Philox.key(new long[] {1, 2, 3}), Philox.key(1, 2, 3));
    assertNotEquals(Philox.key(0), Philox.key(0, 0));
    assertNotEquals(new Philox(1, 0).nextLong(), new Philox(1, 1).nextLong());
    assertEquals(new Philox(1, 1).nextLong(), new Philox(1, 1).nextLong());
  }

  @Test
  void aPermutationHoldsEveryNumberOnce() {
    var order = new Philox(3, 0).permutation(1000);
    var sorted = order.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      assertEquals(i, sorted[i]);
    }
    assertNotEquals(Arrays.toString(sorted), Arrays.toString(order));
    assertEquals(0, new Philox(3, 0).permutation(0).length);
  }
}
