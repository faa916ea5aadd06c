package dev.gradus.magics.render;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import tech.tablesaw.api.Table;

/// A table: its first rows.
public final class TableRenderer implements Renderer<Table> {
  private static final int MOST = 30;

  /// For ServiceLoader.
  public TableRenderer() {}

  @Override
  public Class<Table> type() {
    return Table.class;
  }

  @Override
  public MimeBundle render(Table value) {
    int shown = Math.min(MOST, value.rowCount());
    var columns = value.columns();
    var table = new HtmlTable(0).header(value.columnNames());
    for (int i = 0; i < shown; i++) {
      int at = i;
      table.row(columns.stream().map(c -> c.getString(at)).toList());
    }
    var note =
        shown < value.rowCount()
            ? "<div>first " + shown + " of " + value.rowCount() + " rows</div>"
            : "";
    return MimeBundle.text(value.print(MOST)).with("text/html", table + note);
  }
}
