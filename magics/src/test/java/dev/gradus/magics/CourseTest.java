package dev.gradus.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class CourseTest {
  @Test
  void wholeNumbersOfAnyKindAreEqual() {
    Course.check("156", 156, 156L);
    Course.check("arrays", new int[] {1, 2}, new int[] {1, 2});
  }

  @Test
  void differencesAreNamed() {
    var e = assertThrows(AssertionError.class, () -> Course.check("n", 1, 2));
    assertEquals("n: expected 2, got 1 (difference -1).", e.getMessage());
    var d = assertThrows(AssertionError.class, () -> Course.check("x", 1.5, 1.0, 0.1));
    assertEquals(
        "x: expected 1 within 0.100000, got 1.50000 (difference 0.500000).", d.getMessage());
    assertThrows(AssertionError.class, () -> Course.check("nan", Double.NaN, 1.0, 10));
    var t =
        assertThrows(
            AssertionError.class, () -> Course.check("t", Tensor.of(1, 2), Tensor.of(1, 3), 0.5));
    assertEquals("t: at [1] expected 3 within 0.500000, got 2.", t.getMessage());
  }
}
