package dev.gradus.magics.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A [DiagramGraph] as a LaTeX document of one TikZ picture: the boxes of the picture in one
/// column, millimetres instead of pixels, y downwards.
final class Tikz {
  private static final double UNIT = 0.26; // millimetres of a pixel
  private static final double WIDE = 300;
  private static final double TALL = 46;
  private static final double FLAT = 28;
  private static final double STEP = 78;
  private static final double PAD = 10;

  private final StringBuilder text = new StringBuilder();
  private final DiagramGraph graph;
  private final DiagramLayout layout;
  private final Map<Color, String> colors = new LinkedHashMap<>();

  private Tikz(DiagramGraph graph) {
    this.graph = graph;
    layout = new DiagramLayout(graph.boxes().stream().map(_ -> WIDE).toList(), graph.arrows());
    graph.boxes().forEach(b -> colors.putIfAbsent(DiagramDrawing.color(b), "c" + colors.size()));
  }

  static String of(String heading, DiagramGraph graph) {
    return new Tikz(graph).document(heading);
  }

  private String document(String heading) {
    text.append("\\documentclass[border=4mm]{standalone}\n");
    text.append("\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n");
    text.append("\\usepackage{tikz}\n\\usetikzlibrary{arrows.meta}\n");
    colors.forEach((color, name) ->
        text.append(
            String.format(
                Locale.ROOT, "\\definecolor{%s}{HTML}{%06X}\n", name, color.getRGB() & 0xFFFFFF)));
    text.append("\\begin{document}\n\\begin{tikzpicture}[x=1mm, y=-1mm,\n");
    text.append("  box/.style={draw=black!60, rectangle, inner sep=1.5mm, align=left,\n");
    text.append("    font=\\sffamily\\footnotesize, text width=");
    text.append(mm(WIDE)).append("mm},\n");
    text.append("  way/.style={draw=black!60, -{Stealth[length=2mm]}},\n");
    text.append("  block/.style={draw=black!20, fill=black!4}]\n");
    groups().forEach(this::ground);
    for (int i = 0; i < graph.boxes().size(); i++) {
      box(i);
    }
    for (int i = 0; i < graph.arrows().size(); i++) {
      arrow(i);
    }
    text.append("\\node[anchor=south west, font=\\sffamily\\bfseries] at (");
    text.append("current bounding box.north west) {").append(escape(heading)).append("};\n");
    return text.append("\\end{tikzpicture}\n\\end{document}\n").toString();
  }

  private Map<String, List<Integer>> groups() {
    var groups = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < graph.boxes().size(); i++) {
      var group = graph.boxes().get(i).group();
      if (!group.isEmpty()) {
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(i);
      }
    }
    return groups;
  }

  /// The grey ground of an opened block, with its name.
  private void ground(String name, List<Integer> boxes) {
    int from = boxes.stream().mapToInt(layout::rank).min().orElse(0);
    int to = boxes.stream().mapToInt(layout::rank).max().orElse(0);
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    for (int r = from; r <= to; r++) {
      left = Math.min(left, layout.extent(r)[0]);
      right = Math.max(right, layout.extent(r)[1]);
    }
    double top = from * STEP - TALL / 2 - 2 * PAD;
    double bottom = to * STEP + TALL / 2 + PAD;
    text.append("\\draw[block] ").append(at(left - PAD, top)).append(" rectangle ");
    text.append(at(right + PAD, bottom)).append(";\n\\node[anchor=north west, black!60,");
    text.append(" font=\\sffamily\\scriptsize] at ").append(at(left - PAD, top)).append(" {");
    text.append(escape(name)).append("};\n");
  }

  /// A bracket behind a line break would be taken for its argument.
  private void box(int number) {
    var box = graph.boxes().get(number);
    text.append("\\node[box, fill=").append(colors.get(DiagramDrawing.color(box)));
    text.append(", minimum height=").append(mm(high(number))).append("mm] (n").append(number);
    text.append(") at ").append(at(layout.x(number), layout.rank(number) * STEP)).append(" {");
    text.append("\\textbf{").append(escape(box.name())).append('}');
    if (!box.settings().isEmpty()) {
      text.append(" \\hfill ").append(escape(box.settings()));
    }
    text.append(box.plain() ? "" : "\\\\{}" + escape(numbers(box))).append("};\n");
  }

  private static String numbers(DiagramGraph.Box box) {
    return box.parameters() == 0
        ? box.shape().toString()
        : String.format(Locale.ROOT, "%s, %,d parameters", box.shape(), box.parameters());
  }

  private double high(int box) {
    return graph.boxes().get(box).plain() ? FLAT : TALL;
  }

  /// Right-angled, around the boxes of the layers that it passes.
  private void arrow(int number) {
    var arrow = graph.arrows().get(number);
    var way = layout.way(number);
    int rank = layout.rank(arrow.from());
    text.append("\\draw[way] (n").append(arrow.from()).append(".south)");
    for (int k = 1; k < way.size(); k++) {
      double turn = (rank + k) * STEP - TALL / 2 - 12;
      if (Math.abs(way.get(k) - way.get(k - 1)) > 0.01) {
        text.append(" -- ").append(at(way.get(k - 1), turn));
        text.append(" -- ").append(at(way.get(k), turn));
      }
    }
    text.append(" -- (n").append(arrow.to()).append(".north);\n");
  }

  private static String at(double x, double y) {
    return "(" + mm(x) + ", " + mm(y) + ")";
  }

  private static String mm(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels * UNIT);
  }

  /// A text that LaTeX sets as it is.
  static String escape(String words) {
    var out = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\textbackslash{}");
        case '~' -> out.append("\\textasciitilde{}");
        case '^' -> out.append("\\textasciicircum{}");
        case '<' -> out.append("\\textless{}");
        case '>' -> out.append("\\textgreater{}");
        case '|' -> out.append("\\textbar{}");
        case '"' -> out.append("\\textquotedbl{}");
        case '#', '$', '%', '&', '_', '{', '}' -> out.append('\\').append(c);
        default -> out.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return out.toString();
  }
}
