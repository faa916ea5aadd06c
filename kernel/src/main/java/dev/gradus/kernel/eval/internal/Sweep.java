package dev.gradus.kernel.eval.internal;

import java.util.HashSet;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/// Forgets what cells have overwritten or dropped: in JShell, in the loader of their classes and in
/// the map of their lines.
final class Sweep {
  /// After how many cells it is worth while.
  static final int INTERVAL = 64;

  /// After how many sweeps the compilers are let go, too.
  private static final int COMPILERS = 32;

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final CellLoader loader;
  private final ShellTables tables;
  private final SeenNames names;
  private int cells;
  private int sweeps;

  Sweep(JShell shell, CellLoader loader, ShellTables tables, SeenNames names) {
    this.shell = shell;
    this.loader = loader;
    this.tables = tables;
    this.names = names;
    analysis = shell.sourceCodeAnalysis();
  }

  /// Counts a cell; sweeps if there were enough since the last time.
  void sometimes(FrameMap frames) {
    cells++;
    if (cells >= INTERVAL) {
      cells = 0;
      now(frames);
    }
  }

  private void now(FrameMap frames) {
    Set<String> classes = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (Snippet snippet : tables.snippets()) {
      if (shell.status(snippet).isActive()) {
        ids.add(snippet.id());
        try {
          classes.add(analysis.wrapper(snippet).fullClassName());
        } catch (RuntimeException e) {
          // an import, or a declaration that waits for another and has no class yet
        }
      }
    }
    tables.retain(classes);
    loader.retain(classes);
    names.trim();
    frames.retain(ids);
    sweeps++;
    if (sweeps % COMPILERS == 0) {
      tables.renewCompilers();
    }
  }
}
