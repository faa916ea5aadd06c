package dev.gradus.magics.figure;

import dev.gradus.kernel.display.Displayable;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A small table from rows of values. The last value of a cell shows it: columns of numbers to the
/// right, others to the left.
///
/// ```java
/// table("n", "k", "output").row(28, 5, 24).row(28, 3, 26)
/// ```
public final class Rows implements Displayable {
  private final List<String> header;
  private final List<List<String>> rows;
  private final List<Boolean> numeric;

  private Rows(List<String> header, List<List<String>> rows, List<Boolean> numeric) {
    this.header = header;
    this.rows = rows;
    this.numeric = numeric;
  }

  /// A table without rows yet.
  ///
  /// @throws MagicsException if there is no column
  public static Rows of(String... header) {
    if (header.length == 0) {
      throw new MagicsException("a table needs at least one column: table(\"n\", \"output\")");
    }
    return new Rows(List.of(header), List.of(), Arrays.stream(header).map(_ -> true).toList());
  }

  /// The same with one row more. Whole numbers get marks between thousands, others four digits
  /// after the point at most.
  ///
  /// @param cells one for each column
  /// @throws MagicsException if they are more or fewer
  public Rows row(@Nullable Object... cells) {
    if (cells.length != header.size()) {
      throw new MagicsException(
          "the table has "
              + header.size()
              + " columns ("
              + String.join(", ", header)
              + "), the row "
              + cells.length
              + " values.");
    }
    var more = new ArrayList<>(rows);
    more.add(Arrays.stream(cells).map(Rows::text).toList());
    var kinds =
        IntStream.range(0, cells.length)
            .mapToObj(i -> numeric.get(i) && (cells[i] instanceof Number || cells[i] == null))
            .toList();
    return new Rows(header, List.copyOf(more), kinds);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Float f -> decimal(f);
      case Double d -> decimal(d);
      case Long n -> String.format(Locale.ROOT, "%,d", n);
      case Integer n -> String.format(Locale.ROOT, "%,d", n);
      case Object other -> String.valueOf(other);
    };
  }

  private static String decimal(double value) {
    if (!Double.isFinite(value)
        || (value != 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e9))) {
      return Double.isFinite(value) ? Tiles.number(value) : String.valueOf(value);
    }
    return new java.math.BigDecimal(String.format(Locale.ROOT, "%.4f", value))
        .stripTrailingZeros()
        .toPlainString();
  }

  @Override
  public MimeBundle bundle() {
    var html = new StringBuilder("<table><thead>");
    line(html, "th", header);
    html.append("</thead><tbody>");
    rows.forEach(r -> line(html, "td", r));
    return MimeBundle.text(toString())
        .with("text/html", html.append("</tbody></table>").toString());
  }

  private void line(StringBuilder html, String tag, List<String> cells) {
    html.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      html.append('<').append(tag).append(" style=\"text-align: ");
      html.append(numeric.get(i) ? "right" : "left").append("\">");
      html.append(Markup.escape(cells.get(i))).append("</").append(tag).append('>');
    }
    html.append("</tr>");
  }

  /// The table in columns.
  @Override
  public String toString() {
    var text = new StringBuilder();
    var all = new ArrayList<List<String>>();
    all.add(header);
    all.addAll(rows);
    for (var row : all) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int at = i;
        int width = all.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
        var space = " ".repeat(width - row.get(i).length());
        line.append(i == 0 ? "" : "  ");
        line.append(numeric.get(i) ? space + row.get(i) : row.get(i) + space);
      }
      text.append(text.isEmpty() ? "" : "\n").append(line.toString().stripTrailing());
    }
    return text.toString();
  }
}
