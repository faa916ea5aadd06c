package dev.gradus.kernel.repl;

import dev.gradus.kernel.html.Ansi;
import dev.gradus.kernel.session.CellResult;
import java.util.ArrayList;
import java.util.List;

/// How an error looks: its first line in a red that reads on black and on white, the rest as the
/// session wrote it; without any escape sequence where there are no colours.
///
/// @param on starts the colour; empty for no colours at all
public record ErrorStyle(String on) {
  /// No colours.
  public static final ErrorStyle PLAIN = new ErrorStyle("");

  /// Entry 160 of the palette of 256, `#d70000`: 5.4 to 1 against white, 3.9 to 1 against black.
  static final int RED = 160;

  private static final int PALETTE = 256;
  private static final String OFF = "\u001b[0m";

  /// For a terminal of so many colours.
  public static ErrorStyle of(int colors) {
    if (colors < 8) {
      return PLAIN;
    }
    return new ErrorStyle(colors < PALETTE ? "\u001b[1;31m" : "\u001b[1;38;5;" + RED + "m");
  }

  /// The lines of an error.
  public List<String> lines(CellResult.Failed failed) {
    List<String> traceback = failed.traceback();
    if (traceback.isEmpty()) {
      traceback = List.of(failed.name() + ": " + failed.message());
    }
    var lines = new ArrayList<String>();
    for (String line : traceback) {
      boolean colored = !on.isEmpty() && lines.isEmpty();
      lines.add(colored ? on + Ansi.strip(line) + OFF : on.isEmpty() ? Ansi.strip(line) : line);
    }
    return lines;
  }
}
