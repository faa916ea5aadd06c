package dev.gradus.kernel.magic;

import java.util.List;

/// Reads a magic's options and the code after them.
final class CodeScan {
  private CodeScan() {}

  /// Code of a cell.
  ///
  /// @param text the code, without blanks around it
  /// @param end where it ends
  /// @param next the first position that belongs to what follows
  record Found(String text, int end, int next) {}

  /// Reads the options; returns where the code starts.
  static int options(String in, int from, MagicSpec spec, List<MagicWord> words) {
    int at = blanks(in, from);
    while (at < in.length() && in.charAt(at) == '-') {
      MagicWord.Line line = MagicWord.read(in, at);
      if (line.words().isEmpty() || !line.words().getFirst().isOption()) {
        return at;
      }
      MagicWord option = line.words().getFirst();
      words.add(option);
      at = option.end();
      boolean valued = spec.option(option.text()).filter(o -> !o.flag()).isPresent();
      if (valued && line.words().size() > 1) {
        words.add(line.words().get(1));
        at = line.words().get(1).end();
      }
      at = blanks(in, at);
    }
    return at;
  }

  private static int blanks(String in, int from) {
    int at = from;
    while (at < in.length() && " \t\r".indexOf(in.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /// Reads code to the end of the line, a semicolon, a comment or a closing bracket that was not
  /// opened on the way; inside brackets it goes on over lines.
  static Found code(String in, int from) {
    int depth = 0;
    int at = from;
    while (at < in.length()) {
      char c = in.charAt(at);
      if (in.startsWith("//", at)) {
        if (depth == 0) {
          return found(in, from, at, at);
        }
        at = after(in, "\n", at + 2);
      } else if (in.startsWith("/*", at)) {
        at = after(in, "*/", at + 2);
      } else if (c == '"' || c == '\'') {
        at = quoted(in, at);
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
        at++;
      } else if (c == ')' || c == ']' || c == '}') {
        if (depth == 0) {
          return found(in, from, at, at);
        }
        depth--;
        at++;
      } else if (depth == 0 && (c == ';' || c == '\n')) {
        return found(in, from, at, c == ';' ? at + 1 : at);
      } else {
        at++;
      }
    }
    return found(in, from, in.length(), in.length());
  }

  private static Found found(String in, int from, int end, int next) {
    String text = in.substring(Math.min(from, end), end).stripTrailing();
    return new Found(text, from + text.length(), next);
  }

  private static int after(String in, String mark, int from) {
    int found = in.indexOf(mark, from);
    return found < 0 ? in.length() : found + mark.length();
  }

  private static int quoted(String in, int from) {
    String quote = in.startsWith("\"\"\"", from) ? "\"\"\"" : in.substring(from, from + 1);
    boolean block = quote.length() == 3;
    int at = from + quote.length();
    while (at < in.length() && (block || in.charAt(at) != '\n')) {
      if (in.charAt(at) == '\\') {
        at += 2;
      } else if (in.startsWith(quote, at)) {
        return at + quote.length();
      } else {
        at++;
      }
    }
    return Math.min(at, in.length());
  }
}
