package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.magic.RewrittenCell;

/// The text of a cell that has run, for messages.
///
/// @param name what stands before the line, as `cell [3]`
/// @param cell what was written and what became of it
record CellSource(String name, RewrittenCell cell) {

  /// The line (from 1) of a position in the original.
  int line(int position) {
    String text = cell.original();
    int end = Math.min(position, text.length());
    int line = 1;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /// A line (from 1) of the original, without blanks at its ends.
  String text(int line) {
    String[] lines = cell.original().split("\n", -1);
    return line >= 1 && line <= lines.length ? lines[line - 1].strip() : "";
  }

  /// `cell [3], line 2`.
  String place(int line) {
    return name + ", line " + line;
  }
}
