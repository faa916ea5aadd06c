package dev.gradus.magics.render;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// A table: its first rows, numbers to the right with five digits, what is missing as `-`.
public final class TableRenderer implements Renderer<Table> {
  private static final int MOST = 30;
  private static final int WIDEST = 40;
  private static final int MOST_COLUMNS = 30;

  /// For ServiceLoader.
  public TableRenderer() {}

  @Override
  public Class<Table> type() {
    return Table.class;
  }

  @Override
  public MimeBundle render(Table value) {
    int shown = Math.min(MOST, value.rowCount());
    var columns = value.columns().subList(0, Math.min(MOST_COLUMNS, value.columnCount()));
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < shown; i++) {
      int at = i;
      rows.add(columns.stream().map(c -> cell(c, at)).toList());
    }
    var header = columns.stream().map(Column::name).toList();
    boolean[] text = new boolean[columns.size()];
    for (int i = 0; i < text.length; i++) {
      text[i] = !(columns.get(i) instanceof NumericColumn<?>);
    }
    var note = note(value, shown, columns.size());
    var table = new HtmlTable(i -> text[i]).header(header);
    rows.forEach(table::row);
    return MimeBundle.text(
            plain(value.name(), header, rows, text) + (note.isEmpty() ? "" : "\n" + note))
        .with("text/html", table + (note.isEmpty() ? "" : "<div>" + note + "</div>"));
  }

  private static String note(Table value, int rows, int columns) {
    var parts = new ArrayList<String>();
    if (rows < value.rowCount()) {
      parts.add(String.format(Locale.ROOT, "first %d of %,d rows", rows, value.rowCount()));
    }
    if (columns < value.columnCount()) {
      parts.add(
          String.format(Locale.ROOT, "first %d of %,d columns", columns, value.columnCount()));
    }
    return String.join(", ", parts);
  }

  private static String cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "-";
    }
    return switch (column.get(row)) {
      case Double d -> number(d);
      case Float f -> number(f);
      case null -> "-";
      default -> column.getString(row);
    };
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    double size = Math.abs(value);
    int digits = (int) Math.clamp(4 - Math.floor(Math.log10(size)), 0, 9);
    return size < 1e-4 || size >= 1e7
        ? String.format(Locale.ROOT, "%.4e", value)
        : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String plain(
      String name, List<String> header, List<List<String>> rows, boolean[] text) {
    int[] widths =
        IntStream.range(0, header.size())
            .map(i ->
                Math.min(
                    WIDEST,
                    Math.max(
                        header.get(i).length(),
                        rows.stream().mapToInt(r -> r.get(i).length()).max().orElse(0))))
            .toArray();
    var lines = new ArrayList<String>();
    if (name != null && !name.isEmpty()) {
      lines.add(name);
    }
    lines.add(line(header, widths, text));
    rows.forEach(r -> lines.add(line(r, widths, text)));
    return String.join("\n", lines);
  }

  private static String line(List<String> cells, int[] widths, boolean[] text) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var cell = cells.get(i);
      var cut = cell.length() > widths[i] ? cell.substring(0, widths[i] - 1) + "\u2026" : cell;
      var room = " ".repeat(widths[i] - cut.length());
      line.append(i == 0 ? "" : "  ").append(text[i] ? cut + room : room + cut);
    }
    return line.toString().stripTrailing();
  }
}
