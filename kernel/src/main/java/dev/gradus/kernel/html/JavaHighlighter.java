package dev.gradus.kernel.html;

import java.util.Set;

/// Java source with magics as HTML: spans with the classes `k` keyword, `s` string, `n` number, `c`
/// comment, `a` annotation, `t` type, `f` method, `m` magic, `o` option of a magic. Never fails:
/// code that does not compile is coloured as far as it can be read.
final class JavaHighlighter {
  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package private"
                  + " protected public return short static strictfp super switch synchronized this"
                  + " throw throws transient true try void volatile while var record sealed"
                  + " permits yield when")
              .split(" ", -1));

  private final String code;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private JavaHighlighter(String code) {
    this.code = code;
  }

  /// The code as HTML, to stand in a `<pre>`.
  static String toHtml(String code) {
    var highlighter = new JavaHighlighter(code);
    if (code.stripLeading().startsWith("%%")) {
      highlighter.wholeCell();
    } else {
      highlighter.java();
    }
    return highlighter.out.toString();
  }

  private void wholeCell() {
    int end = lineEnd(code.length() - code.stripLeading().length());
    magicLine(end);
    if (code.startsWith("%%time", code.length() - code.stripLeading().length())) {
      java();
    } else {
      plain(code.length());
    }
  }

  private void java() {
    while (at < code.length()) {
      char c = code.charAt(at);
      if (code.startsWith("//", at)) {
        span("c", lineEnd(at));
      } else if (code.startsWith("/*", at)) {
        int end = code.indexOf("*/", at + 2);
        span("c", end < 0 ? code.length() : end + 2);
      } else if (code.startsWith("\"\"\"", at)) {
        span("s", textBlockEnd());
      } else if (c == '"' || c == '\'') {
        span("s", quoteEnd(c));
      } else if (c == '%' && startsMagic()) {
        magicLine(lineEnd(at));
      } else if (c == '@' && at + 1 < code.length() && isStart(code.charAt(at + 1))) {
        span("a", wordEnd(at + 1));
      } else if (Character.isDigit(c)) {
        span("n", numberEnd());
      } else if (isStart(c)) {
        word();
      } else {
        plain(at + 1);
      }
    }
  }

  private void word() {
    int end = wordEnd(at);
    String word = code.substring(at, end);
    if (KEYWORDS.contains(word)) {
      span("k", end);
    } else if (Character.isUpperCase(word.charAt(0))) {
      span("t", end);
    } else if (end < code.length() && code.charAt(end) == '(') {
      span("f", end);
    } else {
      plain(end);
    }
  }

  private boolean startsMagic() {
    if (at + 1 >= code.length() || !isStart(code.charAt(at + 1))) {
      return false;
    }
    int before = at - 1;
    while (before >= 0 && (code.charAt(before) == ' ' || code.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || "\n=;{}".indexOf(code.charAt(before)) >= 0;
  }

  private void magicLine(int end) {
    plain(code.indexOf('%', at));
    int name = at;
    while (name < end && !Character.isWhitespace(code.charAt(name)) && code.charAt(name) != ';') {
      name++;
    }
    span("m", name);
    while (at < end) {
      char c = code.charAt(at);
      if (code.startsWith("//", at) && code.charAt(at - 1) == ' ') {
        span("c", end);
      } else if (c == '-' && code.startsWith("--", at) && code.charAt(at - 1) == ' ') {
        int stop = at;
        while (stop < end
            && !Character.isWhitespace(code.charAt(stop))
            && code.charAt(stop) != '=') {
          stop++;
        }
        span("o", stop);
      } else if (c == '"') {
        span("s", Math.min(end, quoteEnd(c)));
      } else if (Character.isDigit(c)) {
        span("n", Math.min(end, numberEnd()));
      } else if (isStart(c)) {
        plain(Math.min(end, wordEnd(at)));
      } else {
        plain(at + 1);
      }
    }
  }

  private int textBlockEnd() {
    int i = at + 3;
    while (i < code.length()) {
      if (code.charAt(i) == '\\') {
        i += 2;
      } else if (code.startsWith("\"\"\"", i)) {
        return i + 3;
      } else {
        i++;
      }
    }
    return code.length();
  }

  private int quoteEnd(char quote) {
    int i = at + 1;
    while (i < code.length() && code.charAt(i) != '\n') {
      char c = code.charAt(i);
      i += c == '\\' ? 2 : 1;
      if (c == quote) {
        break;
      }
    }
    return Math.min(i, code.length());
  }

  private int numberEnd() {
    int i = at;
    while (i < code.length()) {
      char c = code.charAt(i);
      boolean exponentSign =
          (c == '+' || c == '-')
              && "eEpP".indexOf(code.charAt(i - 1)) >= 0
              && !code.startsWith("0x", at);
      boolean point = c == '.' && !(i + 1 < code.length() && isStart(code.charAt(i + 1)));
      if (!Character.isLetterOrDigit(c) && c != '_' && !point && !exponentSign) {
        break;
      }
      i++;
    }
    return i;
  }

  private int wordEnd(int from) {
    int i = from;
    while (i < code.length() && Character.isJavaIdentifierPart(code.charAt(i))) {
      i++;
    }
    return i;
  }

  private int lineEnd(int from) {
    int end = code.indexOf('\n', from);
    return end < 0 ? code.length() : end;
  }

  private static boolean isStart(char c) {
    return Character.isJavaIdentifierStart(c);
  }

  private void span(String kind, int end) {
    out.append("<span class=\"").append(kind).append("\">");
    plain(end);
    out.append("</span>");
  }

  private void plain(int end) {
    out.append(Html.escape(code.substring(at, end)));
    at = end;
  }
}
