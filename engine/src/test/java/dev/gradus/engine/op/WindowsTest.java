package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowsTest {
  /// Output sizes as PyTorch gives them.
  @ParameterizedTest
  @CsvSource({
    "7, 2, 2, 0, false, 3",
    "7, 2, 2, 0, true, 4",
    "5, 2, 3, 1, true, 2",
    "5, 3, 2, 1, false, 3",
    "6, 3, 2, 1, true, 4",
    "55, 3, 2, 0, false, 27",
    "224, 2, 2, 0, false, 112",
    "7, 2, 3, 0, true, 3",
  })
  void count(int size, int window, int stride, int pad, boolean ceil, int expected) {
    var windows = new Windows(window, window, stride, stride, Padding.of(pad), ceil);
    assertEquals(
        Shape.of(1, 1, expected, expected), windows.outputShape(Shape.of(1, 1, size, size)));
  }

  /// "same" gives ceil(size / stride) windows, each with at least one pixel.
  @Test
  void same() {
    for (int size = 1; size < 9; size++) {
      for (int window = 1; window < 6; window++) {
        for (int stride = 1; stride < 5; stride++) {
          var windows = Windows.of(window, stride).padded(Padding.same());
          var g = windows.on(Shape.of(1, 1, size, size));
          assertEquals(Math.ceilDiv(size, stride), g.outHeight());
          int last = (g.outHeight() - 1) * stride - g.padHeight();
          assertTrue(last < size && g.padHeight() < window);
          assertEquals(g, windows.ceil().on(Shape.of(1, 1, size, size)));
        }
      }
    }
  }

  @Test
  void refusesNonsense() {
    assertThrows(GradusException.class, () -> Windows.of(0));
    assertThrows(GradusException.class, () -> Windows.of(2, 0));
    var e = assertThrows(GradusException.class, () -> Windows.of(3).padded(Padding.of(2)));
    assertTrue(String.valueOf(e.getMessage()).contains("half of the window"), e.getMessage());
  }
}
