package dev.gradus.kernel.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Markdown with its formulas taken out before Markdown is read, as Jupyter does, so that `_`, `*`,
/// `|` and `\\` in a formula mean nothing to Markdown. Each formula leaves a mark of private
/// characters.
///
/// `$...$` is a formula only if no blank follows the first dollar, no blank precedes the last one
/// and no digit follows it: "from $5 to $6" stays text. `$$...$$`, `\\(...\\)`, `\\[...\\]` and
/// `\begin{align}...\end{align}` work too; code and `\$` are left alone.
final class MathText {
  private static final char OPEN = '\uE000';
  private static final char CLOSE = '\uE001';
  private static final Pattern MARK = Pattern.compile(OPEN + "([0-9]+)" + CLOSE);
  private static final Pattern FENCE =
      Pattern.compile("(?:[ >]*|\\s*(?:[-*+]|\\d+[.)])\\s+)(```+|~~~+)");
  private static final Pattern BEGIN =
      Pattern.compile(
          "\\\\begin\\{((?:align|alignat|equation|gather|multline|eqnarray|displaymath)\\*?)\\}");

  /// A formula: what stood there, the LaTeX in it, whether it has a line of its own.
  private record Formula(String source, String latex, boolean display) {}

  private final List<Formula> formulas = new ArrayList<>();
  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;

  /// Takes the formulas out of a Markdown text.
  MathText(String markdown) {
    text = markdown.replace(OPEN, '\uFFFD').replace(CLOSE, '\uFFFD');
    boolean lineStart = true;
    while (at < text.length()) {
      if (lineStart && fence()) {
        continue;
      }
      lineStart = text.charAt(at) == '\n';
      step();
    }
  }

  /// The text with marks in place of formulas.
  String marked() {
    return out.toString();
  }

  /// Puts MathML in place of the marks.
  String asMathMl(String html) {
    return replaced(html, f -> Latex.toHtml(f.latex(), f.display()));
  }

  /// Puts the source back in place of the marks.
  String asSource(String marked) {
    return replaced(marked, Formula::source);
  }

  private String replaced(String marked, java.util.function.Function<Formula, String> by) {
    return marked.indexOf(OPEN) < 0
        ? marked
        : MARK.matcher(marked)
            .replaceAll(m ->
                Matcher.quoteReplacement(by.apply(formulas.get(Integer.parseInt(m.group(1))))));
  }

  private boolean fence() {
    Matcher start = FENCE.matcher(text).region(at, text.length());
    if (!start.lookingAt()) {
      return false;
    }
    Pattern end = Pattern.compile("(?m)^[ >]*" + start.group(1) + "[`~]*\\s*$");
    Matcher close = end.matcher(text);
    int from = text.indexOf('\n', start.end());
    copy(from >= 0 && close.find(from) ? close.end() : text.length());
    return true;
  }

  private void step() {
    char c = text.charAt(at);
    if (c == '`') {
      code();
    } else if (c == '\\') {
      backslash();
    } else if (text.startsWith("$$", at)) {
      int end = close("$$", at + 2);
      if (end > at + 2) {
        take(2, end, 2, true);
      } else {
        copy(at + 2);
      }
    } else if (c == '$') {
      int end = inlineEnd();
      if (end > 0) {
        take(1, end, 1, false);
      } else {
        copy(at + 1);
      }
    } else {
      copy(at + 1);
    }
  }

  private void code() {
    int end = at;
    while (end < text.length() && text.charAt(end) == '`') {
      end++;
    }
    String run = text.substring(at, end);
    Matcher close = Pattern.compile("(?<!`)" + run + "(?!`)").matcher(text);
    int limit = paragraphEnd(at);
    copy(close.find(end) && close.end() <= limit ? close.end() : end);
  }

  private void backslash() {
    Matcher begin = BEGIN.matcher(text).region(at, text.length());
    if (begin.lookingAt()) {
      String stop = "\\end{" + begin.group(1) + "}";
      int end = text.indexOf(stop, begin.end());
      if (end >= 0) {
        take(0, end + stop.length(), 0, true);
        return;
      }
    }
    boolean display = text.startsWith("\\\\[", at);
    if (display || text.startsWith("\\\\(", at)) {
      int end = text.indexOf(display ? "\\\\]" : "\\\\)", at + 3);
      if (end > 0 && end < paragraphEnd(at)) {
        take(3, end, 3, display);
        return;
      }
    }
    copy(Math.min(text.length(), at + 2));
  }

  /// The closing dollar of a formula that may start here, or -1. The next dollar outside braces is
  /// the only candidate.
  private int inlineEnd() {
    int limit = paragraphEnd(at);
    int depth = 0;
    for (int i = at + 1; i < limit; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> i++;
        case '{' -> depth++;
        case '}' -> depth--;
        case '$' -> {
          if (depth <= 0) {
            return closes(i) ? i : -1;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private boolean closes(int end) {
    boolean digitAfter = end + 1 < text.length() && Character.isDigit(text.charAt(end + 1));
    return end > at + 1
        && !Character.isWhitespace(text.charAt(at + 1))
        && !Character.isWhitespace(text.charAt(end - 1))
        && !digitAfter;
  }

  /// Where the text stands next in this paragraph, not counting what a backslash escapes.
  private int close(String what, int from) {
    int limit = paragraphEnd(at);
    for (int i = from; i < limit; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith(what, i)) {
        return i;
      }
    }
    return -1;
  }

  private int paragraphEnd(int from) {
    Matcher blank = Pattern.compile("\\n[ \\t]*\\n").matcher(text);
    return blank.find(from) ? blank.start() : text.length();
  }

  private void take(int before, int end, int after, boolean display) {
    String latex = text.substring(at + before, end);
    int line = text.lastIndexOf('\n', at - 1) + 1;
    if (text.substring(line, at).stripLeading().startsWith(">")) {
      latex = latex.replaceAll("\\n[ \\t]*>+ ?", "\n");
    }
    out.append(OPEN).append(formulas.size()).append(CLOSE);
    formulas.add(new Formula(text.substring(at, end + after), latex, display));
    at = end + after;
  }

  private void copy(int end) {
    out.append(text, at, end);
    at = end;
  }
}
