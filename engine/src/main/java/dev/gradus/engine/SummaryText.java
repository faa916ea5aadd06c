package dev.gradus.engine;

import java.util.Arrays;
import java.util.List;

/// A [Summary] in columns of text, in Markdown and in LaTeX.
final class SummaryText {
  /// How many columns at the left are text; numbers stand to the right.
  private static final int TEXTS = 3;

  private SummaryText() {}

  static String plain(Summary summary) {
    var note = summary.frozenNote();
    return summary.model() + "\n" + table(summary.lines()) + (note.isEmpty() ? "" : note + "\n");
  }

  private static String table(List<List<String>> lines) {
    var widths = new int[lines.getFirst().size()];
    for (var line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (int row = 0; row < lines.size(); row++) {
      for (int i = 0; i < widths.length; i++) {
        var cell = lines.get(row).get(i);
        var pad = " ".repeat(widths[i] - cell.length());
        text.append(i == 0 ? "" : "  ").append(i >= TEXTS ? pad + cell : cell + pad);
      }
      trimEnd(text).append('\n');
      if (row == 0 || row == lines.size() - 2) {
        int rule = Arrays.stream(widths).sum() + 2 * (widths.length - 1);
        text.append("-".repeat(rule)).append('\n');
      }
    }
    return text.toString();
  }

  private static StringBuilder trimEnd(StringBuilder text) {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    return text;
  }

  /// Layers inside others are indented with spaces that do not collapse; the totals are bold.
  static String markdown(Summary summary) {
    var lines = summary.lines();
    var text = new StringBuilder("**").append(inMarkdown(summary.model())).append("**\n\n");
    for (int row = 0; row < lines.size(); row++) {
      var line = lines.get(row);
      boolean last = row == lines.size() - 1;
      for (int i = 0; i < line.size(); i++) {
        int depth = i == 0 ? depth(line.get(0)) : 0;
        var cell = "&emsp;".repeat(depth) + inMarkdown(line.get(i).strip());
        text.append("| ").append(last && !cell.isEmpty() ? "**" + cell + "**" : cell).append(' ');
      }
      text.append("|\n");
      for (int i = 0; row == 0 && i < line.size(); i++) {
        text.append(i < TEXTS ? "|:---" : "|---:");
      }
      text.append(row == 0 ? "|\n" : "");
    }
    var note = summary.frozenNote();
    return text.append(note.isEmpty() ? "" : "\n" + note + "\n").toString();
  }

  private static int depth(String name) {
    return (name.length() - name.stripLeading().length()) / 2;
  }

  /// A text that Markdown shows as it is, also in a cell of a table.
  private static String inMarkdown(String text) {
    return text.replace("&", "&amp;")
        .replaceAll("[\\\\`*_{}<>#|~$]|(?<=\\])\\(", "\\\\$0")
        .replaceAll("[\\r\\n]+", " ");
  }

  static String latex(Summary summary) {
    var lines = summary.lines();
    int columns = lines.getFirst().size();
    var text = new StringBuilder("% needs \\usepackage{booktabs}\n\\begin{tabular}{");
    text.append("l".repeat(TEXTS)).append("r".repeat(columns - TEXTS)).append("}\n\\toprule\n");
    text.append("\\multicolumn{").append(columns).append("}{l}{\\textbf{");
    text.append(inLatex(summary.model())).append("}} \\\\\n\\midrule\n");
    for (int row = 0; row < lines.size(); row++) {
      boolean last = row == lines.size() - 1;
      text.append(last ? "\\midrule\n" : "");
      text.append(row(lines.get(row), last));
      text.append(row == 0 ? "\\midrule\n" : "");
    }
    text.append("\\bottomrule\n");
    var note = summary.frozenNote();
    if (!note.isEmpty()) {
      text.append("\\multicolumn{").append(columns).append("}{l}{").append(note);
      text.append("} \\\\\n");
    }
    return text.append("\\end{tabular}\n").toString();
  }

  /// A first cell that begins with a bracket would be taken for an argument of the line before.
  private static String row(List<String> line, boolean bold) {
    var text = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      int depth = i == 0 ? depth(line.get(0)) : 0;
      var cell = inLatex(line.get(i).strip());
      text.append(i == 0 ? "" : " & ");
      text.append("\\quad ".repeat(depth));
      text.append(i == 0 && cell.matches("[\\[*].*") ? "{}" : "");
      text.append(bold && !cell.isEmpty() ? "\\textbf{" + cell + "}" : cell);
    }
    return text.append(" \\\\\n").toString();
  }

  /// A text that LaTeX sets as it is.
  private static String inLatex(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\textbackslash{}");
        case '~' -> out.append("\\textasciitilde{}");
        case '^' -> out.append("\\textasciicircum{}");
        case '<' -> out.append("\\textless{}");
        case '>' -> out.append("\\textgreater{}");
        case '|' -> out.append("\\textbar{}");
        case '#', '$', '%', '&', '_', '{', '}' -> out.append('\\').append(c);
        default -> out.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return out.toString();
  }
}
