package dev.gradus.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.CellResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorStyleTest {
  /// Contrast as WCAG defines it; 3 to 1 is enough for bold text.
  @Test
  void theRedReadsOnBlackAndOnWhite() {
    int index = ErrorStyle.RED - 16;
    int[] levels = {0, 95, 135, 175, 215, 255};
    double luminance =
        0.2126 * linear(levels[index / 36])
            + 0.7152 * linear(levels[index / 6 % 6])
            + 0.0722 * linear(levels[index % 6]);
    assertTrue((luminance + 0.05) / 0.05 > 3.5);
    assertTrue(1.05 / (luminance + 0.05) > 3.5);
  }

  private static double linear(int level) {
    double c = level / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  @Test
  void coloursFollowTheTerminal() {
    var failed = new CellResult.Failed("E", "m", List.of("\u001b[1mhead\u001b[0m", "line"));
    assertEquals(List.of("head", "line"), ErrorStyle.of(0).lines(failed));
    assertEquals(List.of("\u001b[1;31mhead\u001b[0m", "line"), ErrorStyle.of(8).lines(failed));
    assertTrue(ErrorStyle.of(256).lines(failed).getFirst().startsWith("\u001b[1;38;5;160mhead"));
    var bare = new CellResult.Failed("E", "m", List.of());
    assertEquals(List.of("E: m"), ErrorStyle.PLAIN.lines(bare));
  }
}
