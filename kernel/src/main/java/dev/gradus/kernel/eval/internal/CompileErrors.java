package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.magic.Nearest;
import dev.gradus.kernel.magic.RewrittenCell;
import dev.gradus.kernel.session.CellResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/// What the compiler says, in terms of what was written.
final class CompileErrors {
  private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(\\w+)\\s+([\\w$]+)");
  private static final Pattern REPL_NAME = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\.");
  private static final int SHOWN = 5;

  private final Names names;

  CompileErrors(Names names) {
    this.names = names;
  }

  /// The problem that a diagnostic of a piece speaks of.
  Problem problem(CellSource source, Piece piece, Diag diag) {
    RewrittenCell cell = source.cell();
    int newStart = piece.start() + (int) Math.max(0, diag.getStartPosition());
    int newEnd = piece.start() + (int) Math.max(0, diag.getEndPosition());
    String message = tidy(diag);
    Optional<RewrittenCell.Edit> edit = cell.editAt(newStart);
    if (edit.isPresent()) {
      return inMagic(edit.get(), newStart, newEnd, diag, message);
    }
    int start = cell.toOriginal(newStart);
    int end = Math.max(start, cell.toOriginal(newEnd));
    return new Problem(message, start, end);
  }

  private Problem inMagic(
      RewrittenCell.Edit edit, int newStart, int newEnd, Diag diag, String message) {
    for (RewrittenCell.Span span : edit.spans()) {
      if (span.newStart() <= newStart && newStart < span.newEnd()) {
        int shift = span.start() - span.newStart();
        int end = Math.min(span.end(), newEnd + shift);
        return new Problem(
            "%" + edit.magic() + ": " + magicMessage(span, diag, message), newStart + shift, end);
      }
    }
    return new Problem("%" + edit.magic() + ": " + message, edit.start(), edit.end());
  }

  private String magicMessage(RewrittenCell.Span span, Diag diag, String message) {
    Matcher symbol = SYMBOL.matcher(diag.getMessage(Locale.ENGLISH));
    if (symbol.find() && symbol.group(1).equals("variable")) {
      String name = symbol.group(2);
      String hint = Nearest.hint(name, names.variables(), "");
      if (hint.isEmpty() && !span.parameter().isEmpty()) {
        return "there is no variable "
            + name
            + " to take as the "
            + span.parameter()
            + ". Declare it in a line before, or check its spelling";
      }
      return "there is no variable " + name + "." + hint;
    }
    return message;
  }

  private String tidy(Diag diag) {
    String message = diag.getMessage(Locale.ENGLISH);
    Matcher symbol = SYMBOL.matcher(message);
    boolean unknown = message.startsWith("cannot find symbol") && symbol.find();
    if (unknown) {
      String kind = symbol.group(1);
      String name = symbol.group(2);
      String line = message.lines().filter(l -> l.contains("symbol:")).findFirst().orElse("");
      String what = line.replaceFirst("\\s*symbol:\\s+", "").strip();
      String place = message.contains("location:") ? location(message) : "";
      return "cannot find symbol: "
          + REPL_NAME.matcher(what + place).replaceAll("")
          + (place.isEmpty() ? "." + Nearest.hint(name, names.ofKind(kind), "") : "");
    }
    return REPL_NAME.matcher(message).replaceAll("").strip();
  }

  private static String location(String message) {
    String line = message.lines().filter(l -> l.contains("location:")).findFirst().orElse("");
    String place = line.replaceFirst("\\s*location:\\s+", "").strip();
    boolean wrapper = place.equals("class") || place.matches("class (REPL\\.)?\\$JShell\\$\\w+");
    return place.isEmpty() || wrapper ? "" : " in " + place;
  }

  /// A nearest name of a kind, as the end of a sentence.
  String hint(String kind, String name) {
    return Nearest.hint(name, names.ofKind(kind), "").replaceFirst("^ ", ". ");
  }

  /// The result for a cell with these problems.
  static CellResult.Failed failed(CellSource source, List<Problem> problems) {
    Problem first = problems.getFirst();
    var lines = new ArrayList<String>();
    for (Problem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
      describe(source, problem, lines);
    }
    if (problems.size() > SHOWN) {
      lines.add("... and " + (problems.size() - SHOWN) + " more");
    }
    String message = first.message().lines().findFirst().orElse("");
    return new CellResult.Failed(
        "CompileError", message + " (" + source.place(source.line(first.start())) + ")", lines);
  }

  private static void describe(CellSource source, Problem problem, List<String> lines) {
    String text = source.cell().original();
    int start = Math.clamp(problem.start(), 0, text.length());
    int lineStart = text.lastIndexOf('\n', start - 1) + 1;
    int lineEnd = text.indexOf('\n', lineStart);
    lineEnd = lineEnd < 0 ? text.length() : lineEnd;
    int end = Math.clamp(problem.end(), start, Math.max(start, lineEnd));
    int line = source.line(start);
    lines.add(source.place(line) + ": " + Ansi.bold(problem.message()));
    String shown = text.substring(lineStart, lineEnd);
    lines.add("  " + shown);
    String indent = shown.substring(0, start - lineStart).replaceAll("[^\t]", " ");
    lines.add("  " + indent + Ansi.bold("^".repeat(Math.max(1, end - start))));
  }
}
