package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.GradusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PaddingTest {
  /// Size, kernel, stride, dilation, and the padding before and behind.
  @ParameterizedTest
  @CsvSource({
    "28, 5, 1, 1, 2, 2",
    "28, 4, 1, 1, 1, 2",
    "5, 3, 2, 1, 1, 1",
    "6, 3, 2, 1, 0, 1",
    "224, 7, 2, 1, 2, 3",
    "7, 3, 1, 2, 2, 2",
    "5, 1, 3, 1, 0, 0",
  })
  void same(int size, int kernel, int stride, int dilation, int before, int behind) {
    assertEquals(
        Padding.of(before, behind, before, behind),
        Padding.same().resolve(size, size, kernel, kernel, stride, stride, dilation, dilation));
  }

  @Test
  void sidesStayAsTheyAre() {
    assertEquals(Padding.of(2, 2, 2, 2), Padding.of(2));
    assertEquals(Padding.of(1, 1, 3, 3), Padding.of(1, 3));
    assertEquals(Padding.of(0), Padding.valid());
    assertEquals(Padding.of(2), Padding.of(2).resolve(9, 9, 3, 3, 1, 1, 1, 1));
  }

  @Test
  void refusesNegativePadding() {
    assertThrows(GradusException.class, () -> Padding.of(-1));
  }

  @Test
  void causalPadsBeforeOnly() {
    assertEquals(Padding.of(0, 0, 6, 0), Padding.causal().resolve(1, 20, 1, 4, 1, 3, 1, 2));
    assertEquals(Padding.of(2, 0, 2, 0), Padding.causal().resolve(9, 9, 3, 3, 1, 1, 1, 1));
  }
}
