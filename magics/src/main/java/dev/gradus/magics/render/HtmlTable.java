package dev.gradus.magics.render;

import dev.gradus.magics.figure.Markup;
import java.util.List;
import java.util.function.IntPredicate;

/// A table as HTML that front ends style themselves: text to the left, numbers to the right.
final class HtmlTable {
  private final StringBuilder out = new StringBuilder("<table>");
  private final IntPredicate left;
  private boolean body;

  /// @param texts how many columns at the left are text
  HtmlTable(int texts) {
    this(i -> i < texts);
  }

  /// @param left which columns are text
  HtmlTable(IntPredicate left) {
    this.left = left;
  }

  HtmlTable caption(String text) {
    out.append("<caption style=\"text-align: left; font-weight: bold\">");
    out.append(Markup.escape(text)).append("</caption>");
    return this;
  }

  HtmlTable header(List<String> cells) {
    out.append("<thead>");
    row(cells, "th", false);
    out.append("</thead><tbody>");
    body = true;
    return this;
  }

  HtmlTable row(List<String> cells) {
    row(cells, "td", false);
    return this;
  }

  HtmlTable strong(List<String> cells) {
    row(cells, "td", true);
    return this;
  }

  private void row(List<String> cells, String tag, boolean strong) {
    out.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      out.append('<').append(tag).append(" style=\"text-align: ");
      out.append(left.test(i) ? "left" : "right").append("\">");
      out.append(strong ? "<b>" : "").append(Markup.escape(cells.get(i)));
      out.append(strong ? "</b>" : "").append("</").append(tag).append('>');
    }
    out.append("</tr>");
  }

  @Override
  public String toString() {
    return out + (body ? "</tbody>" : "") + "</table>";
  }
}
