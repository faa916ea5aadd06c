package dev.gradus.kernel.magic;

import java.util.ArrayList;
import java.util.List;

/// A word of a magic's line with its place in the cell. Blanks inside quotes and brackets belong to
/// the word.
///
/// @param text as written
/// @param start where it starts in the cell
record MagicWord(String text, int start) {

  /// Where it ends in the cell.
  int end() {
    return start + text.length();
  }

  /// The text without the quotes around it.
  String unquoted() {
    if (text.length() >= 2
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(text.length() - 1) == text.charAt(0)) {
      return text.substring(1, text.length() - 1);
    }
    return text;
  }

  /// A word that is an option, not a negative number.
  boolean isOption() {
    boolean named = text.startsWith("--") && text.length() > 2;
    return named
        || (text.length() > 1 && text.charAt(0) == '-' && Character.isLetter(text.charAt(1)));
  }

  /// The words of a line, and where the line ends.
  ///
  /// @param words in order
  /// @param end the first position that belongs to the code after the magic
  record Line(List<MagicWord> words, int end) {}

  /// Reads words from a position to the end of the line, a comment, a semicolon or a closing
  /// bracket that was not opened on the way.
  static Line read(String code, int from) {
    var words = new ArrayList<MagicWord>();
    int at = from;
    while (at < code.length() && code.charAt(at) != '\n') {
      char c = code.charAt(at);
      if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == ';') {
        return new Line(words, at + 1);
      } else if (c == '}' || c == ')' || c == ']') {
        return new Line(words, at);
      } else if (code.startsWith("//", at)) {
        return new Line(words, at);
      } else {
        int end = endOfWord(code, at);
        words.add(new MagicWord(code.substring(at, end), at));
        at = end;
      }
    }
    return new Line(words, at);
  }

  private static int endOfWord(String code, int from) {
    int depth = 0;
    int at = from;
    while (at < code.length() && code.charAt(at) != '\n') {
      char c = code.charAt(at);
      if (c == '"' || c == '\'') {
        at = endOfQuote(code, at);
        continue;
      }
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        if (depth-- == 0) {
          return at;
        }
      } else if (depth == 0 && (c == ' ' || c == '\t' || c == '\r' || c == ';')) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static int endOfQuote(String code, int from) {
    char quote = code.charAt(from);
    int at = from + 1;
    while (at < code.length() && code.charAt(at) != '\n') {
      char c = code.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        return at;
      }
    }
    return Math.min(at, code.length());
  }
}
