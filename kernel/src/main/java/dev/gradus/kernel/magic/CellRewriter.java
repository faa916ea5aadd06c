package dev.gradus.kernel.magic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns the magics of a cell into Java calls, in place and line by line.
///
/// A `%name` is a magic where a statement can start or after `=` and `return`, outside strings,
/// comments and open parentheses; anywhere else `%` is arithmetic.
public final class CellRewriter {
  private static final Set<String> HEADERS = Set.of("if", "for", "while");
  private static final Set<String> STARTERS = Set.of("else", "do");

  private final MagicRegistry registry;

  /// Knows the magics of a registry.
  public CellRewriter(MagicRegistry registry) {
    this.registry = registry;
  }

  /// The cell as Java.
  ///
  /// @throws MagicSyntaxException if a magic cannot be understood
  public RewrittenCell rewrite(String cell) {
    return new Scan(cell, false).run();
  }

  /// The cell as Java, where a magic that cannot be understood becomes a call that does nothing.
  public RewrittenCell rewriteLeniently(String cell) {
    return new Scan(cell, true).run();
  }

  /// What stood before a position.
  private enum Before {
    STATEMENT_START,
    BODY_START,
    ASSIGNMENT,
    OPERAND,
    OTHER
  }

  private final class Scan {
    private final String in;
    private final boolean lenient;
    private final StringBuilder out = new StringBuilder();
    private final List<RewrittenCell.Edit> edits = new ArrayList<>();
    private final ArrayDeque<Character> open = new ArrayDeque<>();
    private final ArrayDeque<Boolean> headers = new ArrayDeque<>();
    private Before before = Before.STATEMENT_START;
    private String word = "";
    private int at;

    Scan(String in, boolean lenient) {
      this.in = in;
      this.lenient = lenient;
    }

    RewrittenCell run() {
      if (!wholeCell()) {
        while (at < in.length()) {
          step();
        }
      }
      return new RewrittenCell(in, out.toString(), List.copyOf(edits));
    }

    private void step() {
      char c = in.charAt(at);
      if (Character.isWhitespace(c)) {
        copy(1);
      } else if (in.startsWith("//", at)) {
        copy(lengthTo("\n", at + 2, false));
      } else if (in.startsWith("/*", at)) {
        copy(lengthTo("*/", at + 2, true));
      } else if (in.startsWith("\"\"\"", at)) {
        copy(textBlock());
        before = Before.OPERAND;
      } else if (c == '"' || c == '\'') {
        copy(quoted(c));
        before = Before.OPERAND;
      } else if (Character.isJavaIdentifierStart(c)) {
        identifier();
      } else if (Character.isDigit(c)) {
        number();
      } else if (c == '%') {
        percent();
      } else {
        symbol(c);
      }
    }

    private void identifier() {
      int end = at;
      while (end < in.length() && Character.isJavaIdentifierPart(in.charAt(end))) {
        end++;
      }
      word = in.substring(at, end);
      copy(end - at);
      before =
          STARTERS.contains(word)
              ? Before.BODY_START
              : word.equals("return") || word.equals("yield") ? Before.ASSIGNMENT : Before.OPERAND;
    }

    private void number() {
      int end = at;
      while (end < in.length()
          && (Character.isLetterOrDigit(in.charAt(end)) || "._".indexOf(in.charAt(end)) >= 0)) {
        end++;
      }
      copy(end - at);
      before = Before.OPERAND;
    }

    private void symbol(char c) {
      String previous = word;
      word = "";
      switch (c) {
        case '(', '[' -> {
          open.push(c);
          headers.push(c == '(' && HEADERS.contains(previous));
          before = Before.OTHER;
        }
        case '{' -> {
          open.push(c);
          headers.push(false);
          before = Before.STATEMENT_START;
        }
        case ')', ']', '}' -> {
          boolean header = !headers.isEmpty() && headers.pop();
          if (!open.isEmpty()) {
            open.pop();
          }
          before = header ? Before.BODY_START : c == '}' ? Before.STATEMENT_START : Before.OPERAND;
        }
        case ';', ':' -> before = Before.STATEMENT_START;
        case '=' -> before = assigns() ? Before.ASSIGNMENT : Before.OTHER;
        case '+', '-' -> {
          boolean twice = at > 0 && in.charAt(at - 1) == c;
          before = twice ? Before.OPERAND : Before.OTHER;
        }
        default -> before = Before.OTHER;
      }
      copy(1);
    }

    private boolean assigns() {
      char left = at == 0 ? ' ' : in.charAt(at - 1);
      return "=!<>".indexOf(left) < 0 && !in.startsWith("==", at);
    }

    private void percent() {
      int nameEnd = at + 1;
      while (nameEnd < in.length() && isNamePart(in.charAt(nameEnd))) {
        nameEnd++;
      }
      String name = in.substring(at + 1, nameEnd);
      boolean free = open.isEmpty() || open.peek() == '{';
      boolean named = !name.isEmpty() && !Character.isDigit(name.charAt(0));
      if (free && named && isMagic(name, nameEnd)) {
        magic(name, nameEnd);
      } else {
        word = "";
        before = Before.OTHER;
        copy(1);
      }
    }

    private static boolean isNamePart(char c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }

    private boolean isMagic(String name, int nameEnd) {
      return switch (before) {
        case STATEMENT_START, BODY_START, ASSIGNMENT -> true;
        // `y \n %name word` is no arithmetic, whatever y is
        case OPERAND -> startsLine() && registry.find(name).isPresent() && wordFollows(nameEnd);
        case OTHER -> false;
      };
    }

    private boolean startsLine() {
      return in.substring(in.lastIndexOf('\n', at - 1) + 1, at).isBlank();
    }

    private boolean wordFollows(int from) {
      int next = from;
      while (next < in.length() && (in.charAt(next) == ' ' || in.charAt(next) == '\t')) {
        next++;
      }
      if (next == from || next >= in.length()) {
        return false;
      }
      char c = in.charAt(next);
      return Character.isJavaIdentifierStart(c) || c == '"' || in.startsWith("--", next);
    }

    private void magic(String name, int nameEnd) {
      if (registry.find(name).filter(MagicSpec::takesCode).isPresent()) {
        codeMagic(registry.get(name), nameEnd);
        return;
      }
      int start = at;
      boolean statement = before != Before.ASSIGNMENT;
      MagicWord.Line line = MagicWord.read(in, nameEnd);
      int end = line.words().isEmpty() ? nameEnd : line.words().getLast().end();
      int newStart = out.length();
      var spans = new ArrayList<RewrittenCell.Span>();
      boolean shown = false;
      try {
        shown = write(spec(name, start, nameEnd), line.words(), start, end, statement, spans);
      } catch (MagicSyntaxException e) {
        if (!lenient) {
          throw e;
        }
        out.setLength(newStart);
        spans.clear();
        out.append(MagicCode.nothing());
      }
      finish(name, start, line.end(), newStart, spans, shown);
    }

    private void finish(
        String name,
        int start,
        int end,
        int newStart,
        List<RewrittenCell.Span> spans,
        boolean shown) {
      out.append(';');
      edits.add(new RewrittenCell.Edit(name, start, end, newStart, out.length(), spans, shown));
      at = end;
      before = Before.STATEMENT_START;
      word = "";
    }

    /// A magic that takes options and then the rest of the line as code.
    private void codeMagic(MagicSpec spec, int nameEnd) {
      int start = at;
      boolean statement = before != Before.ASSIGNMENT;
      boolean inner = !open.isEmpty() || before == Before.BODY_START;
      List<MagicWord> words = new ArrayList<>();
      int codeStart = CodeScan.options(in, nameEnd, spec, words);
      CodeScan.Found found = CodeScan.code(in, codeStart);
      int newStart = out.length();
      var spans = new ArrayList<RewrittenCell.Span>();
      boolean shown = false;
      try {
        if (MagicCode.asksForHelp(words)) {
          out.append(MagicCode.help(spec));
        } else {
          CodeWord code = found.text().isEmpty() ? null : codeWord(found.text(), codeStart);
          boolean value = statement && (code == null || code.declaration().isEmpty());
          new MagicCode(spec, words, code, start, found.end())
              .write(out, value && inner ? "show" : "call", "", spans);
          shown = value && !inner;
        }
      } catch (MagicSyntaxException e) {
        if (!lenient) {
          throw e;
        }
        out.setLength(newStart);
        spans.clear();
        out.append(MagicCode.nothing());
      }
      finish(spec.name(), start, found.next(), newStart, spans, shown);
    }

    private CodeWord codeWord(String text, int start) {
      return CodeWord.of(
          text,
          start,
          plain -> {
            Scan inside = new Scan(plain.code(), lenient);
            inside.before = Before.ASSIGNMENT;
            try {
              return inside.run();
            } catch (MagicSyntaxException e) {
              int shift = start + text.length() - plain.code().length();
              throw new MagicSyntaxException(
                  String.valueOf(e.getMessage()), e.start() + shift, e.end() + shift);
            }
          });
    }

    private MagicSpec spec(String name, int start, int end) {
      try {
        return registry.get(name);
      } catch (MagicException e) {
        throw new MagicSyntaxException(String.valueOf(e.getMessage()), start, end);
      }
    }

    private boolean write(
        MagicSpec spec,
        List<MagicWord> words,
        int start,
        int end,
        boolean statement,
        List<RewrittenCell.Span> spans) {
      if (MagicCode.asksForHelp(words)) {
        out.append(MagicCode.help(spec));
        return false;
      }
      if (!spec.magic().line()) {
        throw new MagicSyntaxException(
            "%"
                + spec.name()
                + ": takes a whole cell, so write it as %%"
                + spec.name()
                + " in the first line",
            start,
            end);
      }
      List<String> texts = words.stream().map(MagicWord::text).collect(Collectors.toList());
      String variable = statement ? spec.magic().declares(texts) : null;
      if (variable != null) {
        out.append("var ").append(variable).append(" = ");
      }
      boolean inner = !open.isEmpty() || before == Before.BODY_START;
      boolean nested = statement && variable == null && inner;
      new MagicCode(spec, words, start, end).write(out, nested ? "show" : "call", "", spans);
      return statement && variable == null && !nested;
    }

    private boolean wholeCell() {
      int start = 0;
      while (start < in.length() && Character.isWhitespace(in.charAt(start))) {
        start++;
      }
      if (!in.startsWith("%%", start)) {
        return false;
      }
      int nameEnd = start + 2;
      while (nameEnd < in.length() && isNamePart(in.charAt(nameEnd))) {
        nameEnd++;
      }
      int lineEnd = in.indexOf('\n', start);
      lineEnd = lineEnd < 0 ? in.length() : lineEnd;
      String body = lineEnd < in.length() ? in.substring(lineEnd + 1) : "";
      String name = in.substring(start + 2, nameEnd);
      List<MagicWord> words = MagicWord.read(in, nameEnd).words();
      out.append(in, 0, start);
      int newStart = out.length();
      var spans = new ArrayList<RewrittenCell.Span>();
      try {
        MagicSpec spec = spec(name, start, nameEnd);
        if (MagicCode.asksForHelp(words)) {
          out.append(MagicCode.help(spec));
        } else if (!spec.magic().wholeCell()) {
          throw new MagicSyntaxException(
              "%%" + name + ": does not take a whole cell, so write it as %" + name,
              start,
              nameEnd);
        } else {
          new MagicCode(spec, words, start, lineEnd).write(out, "call", body, spans);
        }
      } catch (MagicSyntaxException e) {
        if (!lenient) {
          throw e;
        }
        out.setLength(newStart);
        out.append(MagicCode.nothing());
      }
      out.append(';');
      edits.add(
          new RewrittenCell.Edit(name, start, in.length(), newStart, out.length(), spans, true));
      at = in.length();
      return true;
    }

    private void copy(int length) {
      int end = Math.min(in.length(), at + length);
      out.append(in, at, end);
      at = end;
    }

    private int lengthTo(String mark, int from, boolean include) {
      int found = in.indexOf(mark, from);
      int end = found < 0 ? in.length() : include ? found + mark.length() : found;
      return end - at;
    }

    private int textBlock() {
      int end = at + 3;
      while (end < in.length() && !in.startsWith("\"\"\"", end)) {
        end += in.charAt(end) == '\\' ? 2 : 1;
      }
      return Math.min(end + 3, in.length()) - at;
    }

    private int quoted(char quote) {
      int end = at + 1;
      while (end < in.length() && in.charAt(end) != quote && in.charAt(end) != '\n') {
        end += in.charAt(end) == '\\' ? 2 : 1;
      }
      return Math.min(end + 1, in.length()) - at;
    }
  }
}
