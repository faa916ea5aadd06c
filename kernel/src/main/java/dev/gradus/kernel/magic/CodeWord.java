package dev.gradus.kernel.magic;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The code that a magic takes, in the cell and as Java.
///
/// @param start where it starts in the cell
/// @param declaration what stands before the value, as `int x = `; empty for none
/// @param value the expression or statement, its magics rewritten
record CodeWord(int start, String declaration, RewrittenCell value) {
  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?s)^((?:final\\s+)?[\\w.]+(?:<[^;=()]*>)?(?:\\[\\])*\\s+\\w+\\s*=\\s*)(?!=)(.+)$");
  private static final Pattern STATEMENT =
      Pattern.compile("^(?:\\{|(?:for|while|do|if|try|synchronized|throw|assert)\\b)");

  /// Of a text; the rewriter turns the magics in the value into Java.
  static CodeWord of(
      String text, int start, java.util.function.UnaryOperator<RewrittenCell> rewrite) {
    Matcher m = DECLARATION.matcher(text);
    boolean declares = m.matches() && !STATEMENT.matcher(text).find();
    String declaration = declares ? m.group(1) : "";
    String value = text.substring(declaration.length());
    RewrittenCell plain = new RewrittenCell(value, value, List.of());
    return new CodeWord(start, declaration, rewrite.apply(plain));
  }

  /// Whether it has no value.
  boolean isStatement() {
    return STATEMENT.matcher(value.original()).find();
  }

  /// Appends the value as a lambda.
  void write(StringBuilder out, List<RewrittenCell.Span> spans) {
    boolean braces = isStatement() && !value.original().startsWith("{");
    out.append("() -> ").append(braces ? "{ " : "");
    String java = value.code();
    if (!isStatement() && java.endsWith(";")) {
      java = java.substring(0, java.length() - 1);
    }
    span(spans, start + declaration.length(), out.length());
    out.append(java).append(braces ? "; }" : "");
  }

  /// What was kept as it was, and the words of magics inside, lead back to what was written.
  private void span(List<RewrittenCell.Span> spans, int at, int newAt) {
    int from = 0;
    int newFrom = 0;
    for (RewrittenCell.Edit edit : value.edits()) {
      spans.add(span(at + from, at + edit.start(), newAt + newFrom, newAt + edit.newStart()));
      for (RewrittenCell.Span s : edit.spans()) {
        spans.add(span(at + s.start(), at + s.end(), newAt + s.newStart(), newAt + s.newEnd()));
      }
      from = edit.end();
      newFrom = edit.newEnd();
    }
    int end = value.original().length();
    spans.add(span(at + from, at + end, newAt + newFrom, newAt + newFrom + end - from));
  }

  private static RewrittenCell.Span span(int start, int end, int newStart, int newEnd) {
    return new RewrittenCell.Span("", start, end, newStart, newEnd);
  }
}
