package dev.gradus.magics.magic;

import dev.gradus.kernel.magic.MagicException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists in options, with commas between their items.
final class Numbers {
  private Numbers() {}

  /// Whole numbers; none if nothing is given.
  static List<Integer> list(String option, @Nullable String text) {
    try {
      return words(text).stream().map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new MagicException(option + " takes whole numbers with commas, as 0,3,5; got " + text);
    }
  }

  /// Words; none if nothing is given.
  static List<String> words(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }
}
