package dev.gradus.kernel.notebook;

import dev.gradus.kernel.session.CellResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// One line per cell: `[3/17] title ... 1.2 s`. A terminal sees the time run; a log gets each line
/// once. What the cells print stays in the notebook.
final class ConsoleProgress implements NotebookRunner.Progress {
  private static final int TITLE_WIDTH = 56;

  private final PrintWriter out;
  private final boolean terminal;
  private String line = "";

  /// @param terminal true if lines may be rewritten
  ConsoleProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void started(int position, int total, String title) {
    int digits = String.valueOf(total).length();
    String number = String.format(Locale.ROOT, "[%" + digits + "d/%d] ", position, total);
    line = number + shortened(title) + " ... ";
    out.print(line);
    out.flush();
  }

  @Override
  public void running(Duration elapsed) {
    if (terminal) {
      out.print("\r" + line + elapsed.toSeconds() + " s");
      out.flush();
    }
  }

  @Override
  public void ended(CellResult result, Duration elapsed) {
    String time = String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
    String end = result instanceof CellResult.Failed failed ? "  " + failed.name() : "";
    out.println((terminal ? "\r" + line : "") + time + end);
    out.flush();
  }

  private static String shortened(String title) {
    return title.codePointCount(0, title.length()) <= TITLE_WIDTH
        ? title
        : title.substring(0, title.offsetByCodePoints(0, TITLE_WIDTH - 1)).stripTrailing() + "…";
  }
}
