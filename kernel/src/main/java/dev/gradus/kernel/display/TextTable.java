package dev.gradus.kernel.display;

import java.util.List;

/// A small table of texts.
///
/// @param header names of the columns
/// @param rows cells, row by row
public record TextTable(List<String> header, List<List<String>> rows) implements Displayable {

  /// Copies the lists.
  public TextTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  @Override
  public MimeBundle bundle() {
    return MimeBundle.text(toString()).with("text/html", html());
  }

  @Override
  public String toString() {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = header.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var text = new StringBuilder();
    line(text, header, widths);
    for (List<String> row : rows) {
      text.append('\n');
      line(text, row, widths);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      boolean last = i == widths.length - 1;
      text.append(cells.get(i));
      text.append(last ? "" : " ".repeat(widths[i] - cells.get(i).length() + 2));
    }
  }

  private String html() {
    var text = new StringBuilder("<table><thead>");
    row(text, header, "th");
    text.append("</thead><tbody>");
    rows.forEach(row -> row(text, row, "td"));
    return text.append("</tbody></table>").toString();
  }

  private static void row(StringBuilder text, List<String> cells, String tag) {
    text.append("<tr>");
    for (String cell : cells) {
      text.append('<').append(tag).append(" style=\"text-align:left\">");
      text.append(MarkupText.escape(cell)).append("</").append(tag).append('>');
    }
    text.append("</tr>");
  }
}
