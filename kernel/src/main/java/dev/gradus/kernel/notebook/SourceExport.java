package dev.gradus.kernel.notebook;

import dev.gradus.kernel.magic.CellRewriter;
import dev.gradus.kernel.magic.MagicRegistry;
import dev.gradus.kernel.magic.RewrittenCell;
import dev.gradus.kernel.session.SessionExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// The code of a notebook as source: Markdown becomes comments, and so do lines with magics, which
/// only a Gradus session understands.
final class SourceExport {
  private static final String DISPLAY = "import static dev.gradus.kernel.display.Display.*;";

  private SourceExport() {}

  /// A script for the `jshell` tool.
  static String jshell(Notebook notebook) {
    var out = new StringBuilder();
    out.append("// Run with the jars of Gradus: jshell --class-path \"lib/*\" FILE\n");
    out.append("import java.time.*;\n");
    imports().forEach(line -> out.append(line).append('\n'));
    var rewriter = rewriter();
    for (NotebookCell cell : notebook.cells()) {
      String text =
          cell.kind() == NotebookCell.Kind.CODE
              ? withoutMagics(cell.source(), rewriter)
              : comment(cell.source());
      if (!text.isBlank()) {
        out.append('\n').append(text.stripTrailing()).append('\n');
      }
    }
    return out.append("\n/exit\n").toString();
  }

  /// A compact source file: types, methods and the variables they use become its members, all else
  /// the body of `main`, in order.
  static String java(Notebook notebook) {
    var rewriter = rewriter();
    try (var source = new JavaSource(imports())) {
      for (NotebookCell cell : notebook.cells()) {
        if (cell.kind() == NotebookCell.Kind.CODE) {
          source.code(withoutMagics(cell.source(), rewriter));
        } else {
          source.comment(comment(cell.source()));
        }
      }
      return source.text();
    }
  }

  /// The name of a class for a file: letters, digits and underscores, with a letter first.
  static String className(String stem) {
    String name = stem.replaceAll("[^A-Za-z0-9_]", "_");
    return name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "Notebook_" + name : name;
  }

  private static CellRewriter rewriter() {
    return new CellRewriter(MagicRegistry.load(List.of()));
  }

  private static List<String> imports() {
    var lines = new ArrayList<>(List.of(DISPLAY));
    for (var extension : ServiceLoader.load(SessionExtension.class)) {
      lines.addAll(extension.imports());
    }
    return lines;
  }

  private static String comment(String text) {
    var out = new StringBuilder();
    text.stripTrailing()
        .lines()
        .forEach(line -> out.append(("// " + line).stripTrailing()).append('\n'));
    return out.toString();
  }

  /// The cell with every line that belongs to a magic as a comment.
  private static String withoutMagics(String source, CellRewriter rewriter) {
    List<RewrittenCell.Edit> edits = rewriter.rewriteLeniently(source).edits();
    var out = new StringBuilder();
    int start = 0;
    for (String line : source.split("\n", -1)) {
      int from = start;
      int to = start + line.length();
      boolean magic = edits.stream().anyMatch(edit -> edit.start() <= to && from < edit.end());
      out.append(magic ? "// " : "").append(line).append('\n');
      start = to + 1;
    }
    return out.toString();
  }
}
