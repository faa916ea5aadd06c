package dev.gradus.magics.render;

import dev.gradus.engine.Summary;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import java.util.ArrayList;
import java.util.List;

/// A summary: a table, or the text of the form that was asked for. Layers inside others are
/// indented below them.
public final class SummaryRenderer implements Renderer<Summary> {
  /// Two spaces of the text table are one of these, which HTML does not drop.
  private static final String INDENT = "\u2003";

  /// For ServiceLoader.
  public SummaryRenderer() {}

  @Override
  public Class<Summary> type() {
    return Summary.class;
  }

  @Override
  public MimeBundle render(Summary value) {
    return switch (value.form()) {
      case TEXT -> table(value);
      case MARKDOWN -> MimeBundle.text(value.markdown()).with("text/markdown", value.markdown());
      case LATEX ->
          MimeBundle.text(value.latex())
              .with("text/markdown", "```latex\n" + value.latex() + "```");
    };
  }

  private static MimeBundle table(Summary value) {
    var lines = value.lines();
    var table = new HtmlTable(3).caption(value.model()).header(lines.getFirst());
    lines.subList(1, lines.size() - 1).forEach(line -> table.row(indented(line)));
    table.strong(lines.getLast());
    return MimeBundle.text(value.toString()).with("text/html", table.toString());
  }

  private static List<String> indented(List<String> line) {
    var cells = new ArrayList<>(line);
    var name = line.getFirst().stripLeading();
    int depth = (line.getFirst().length() - name.length()) / 2;
    cells.set(0, INDENT.repeat(depth) + name);
    return cells;
  }
}
