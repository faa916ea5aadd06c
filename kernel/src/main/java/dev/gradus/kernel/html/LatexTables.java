package dev.gradus.kernel.html;

import static dev.gradus.kernel.html.LatexParser.grouped;
import static dev.gradus.kernel.html.LatexParser.stretched;

import dev.gradus.kernel.html.Latex.UnknownLatex;
import java.util.ArrayList;
import java.util.List;

/// LaTeX environments: matrices, cases and the aligned lines of a derivation.
final class LatexTables {
  private final LatexParser in;

  LatexTables(LatexParser in) {
    this.in = in;
  }

  /// An environment whose `\begin` was just read, to its `\end`.
  String environment() {
    String full = in.rawArgument();
    String name = full.replace("*", "");
    String columns = "";
    if (name.equals("array") || name.equals("subarray")) {
      columns = in.rawArgument().replaceAll("[^lcr]", "");
    } else if (name.startsWith("alignat") || name.equals("alignedat")) {
      in.rawArgument();
    } else if (name.endsWith("matrix")) {
      in.optionalArgument();
    }
    String rows = rows(name, columns);
    in.expect("\\end");
    String end = in.rawArgument();
    if (!end.equals(full)) {
      throw new UnknownLatex("\\begin{" + full + "} ends with \\end{" + end + "}");
    }
    return switch (name) {
      case "pmatrix" -> fenced("(", rows, ")");
      case "bmatrix" -> fenced("[", rows, "]");
      case "Bmatrix" -> fenced("{", rows, "}");
      case "vmatrix" -> fenced("|", rows, "|");
      case "Vmatrix" -> fenced("‖", rows, "‖");
      case "cases", "dcases" -> fenced("{", rows, "");
      case "rcases" -> fenced("", rows, "}");
      case "matrix", "smallmatrix", "array", "subarray" -> rows;
      case "aligned", "align", "alignat", "alignedat", "split", "eqnarray", "gather", "gathered" ->
          rows;
      case "equation", "multline", "displaymath", "math", "flalign" -> rows;
      default -> throw new UnknownLatex("environment " + full + " is not known");
    };
  }

  /// Rows of cells up to the end of the surrounding group. One row of one cell gives no table.
  String rows(String kind, String columns) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    while (true) {
      row.add(in.row());
      if (in.take("&")) {
        continue;
      }
      rows.add(row);
      if (in.take("\\\\") || in.take("\\cr")) {
        in.optionalArgument();
        row = new ArrayList<>();
        continue;
      }
      break;
    }
    if (rows.size() > 1 && rows.getLast().size() == 1 && rows.getLast().getFirst().isEmpty()) {
      rows.removeLast();
    }
    boolean matrix = kind.endsWith("matrix") || kind.equals("array");
    return rows.size() == 1 && rows.getFirst().size() == 1 && !matrix
        ? rows.getFirst().getFirst()
        : table(rows, kind, columns);
  }

  private static String table(List<List<String>> rows, String kind, String columns) {
    boolean display = kind.matches("align.*|split|eqnarray|gather.*|dcases|multline|flalign");
    var out = new StringBuilder("<mtable class=\"" + layout(kind) + "\"");
    out.append(display ? " displaystyle=\"true\">" : ">");
    for (List<String> row : rows) {
      out.append("<mtr>");
      for (int i = 0; i < row.size(); i++) {
        String align =
            i < columns.length() && columns.charAt(i) != 'c'
                ? " class=\"" + (columns.charAt(i) == 'l' ? "left" : "right") + "\""
                : "";
        String lead = layout(kind).equals("align") && i % 2 == 1 ? "<mrow></mrow>" : "";
        out.append("<mtd").append(align).append('>').append(lead).append(row.get(i));
        out.append("</mtd>");
      }
      out.append("</mtr>");
    }
    return out.append("</mtable>").toString();
  }

  private static String layout(String kind) {
    return switch (kind) {
      case "aligned", "align", "alignat", "alignedat", "split", "flalign" -> "align";
      case "eqnarray" -> "eqnarray";
      case "cases", "dcases", "rcases" -> "cases";
      default -> "plain";
    };
  }

  private static String fenced(String open, String rows, String close) {
    return grouped(stretched(open) + rows + stretched(close));
  }
}
