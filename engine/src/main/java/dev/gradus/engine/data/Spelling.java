package dev.gradus.engine.data;

import dev.gradus.engine.internal.Given;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the word that was probably meant.
public final class Spelling {
  private Spelling() {}

  /// The word nearest to `typed`, unless all are far away.
  public static Optional<String> nearest(String typed, List<String> words) {
    Given.one("the words", words);
    return words.stream()
        .filter(word -> edits(typed, word) <= Math.max(2, word.length() / 2))
        .min(Comparator.comparingInt(word -> edits(typed, word)));
  }

  /// Insertions, deletions and replacements between two words (Levenshtein's distance).
  static int edits(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
