package dev.gradus.kernel.eval.internal;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/// Cuts a cell into the pieces that JShell takes: statements, declarations, expressions.
final class Splitter {
  private final SourceCodeAnalysis analysis;

  Splitter(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  List<Piece> split(String code) {
    var pieces = new ArrayList<Piece>();
    int at = 0;
    while (at < code.length()) {
      String rest = code.substring(at);
      CompletionInfo info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case EMPTY -> {
          return pieces;
        }
        case COMPLETE -> {
          int end = code.length() - info.remaining().length();
          pieces.add(new Piece(info.source(), at, end, false));
          at = end;
        }
        case COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE -> {
          pieces.add(new Piece(info.source(), at, code.length(), false));
          return pieces;
        }
        case DEFINITELY_INCOMPLETE, UNKNOWN -> {
          pieces.add(new Piece(rest, at, code.length(), true));
          return pieces;
        }
      }
    }
    return pieces;
  }

  /// Whether a piece ends with a semicolon, comments aside.
  static boolean endsWithSemicolon(String code) {
    String text = code.strip();
    while (true) {
      if (text.endsWith("*/") && text.lastIndexOf("/*") >= 0) {
        text = text.substring(0, text.lastIndexOf("/*")).strip();
        continue;
      }
      int line = text.lastIndexOf('\n') + 1;
      int comment = lineComment(text, line);
      if (comment < 0) {
        return text.endsWith(";");
      }
      text = text.substring(0, comment).strip();
    }
  }

  private static int lineComment(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && text.startsWith("//", i)) {
        return i;
      }
    }
    return -1;
  }
}
