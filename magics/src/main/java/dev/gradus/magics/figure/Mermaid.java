package dev.gradus.magics.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A [DiagramGraph] as a flowchart for Mermaid: the boxes, blocks and colours of the picture;
/// Mermaid places them.
final class Mermaid {
  private final StringBuilder text = new StringBuilder();
  private final DiagramGraph graph;
  private final Map<Color, List<String>> colors = new LinkedHashMap<>();

  private Mermaid(DiagramGraph graph) {
    this.graph = graph;
  }

  static String of(String heading, DiagramGraph graph) {
    return new Mermaid(graph).flowchart(heading);
  }

  private String flowchart(String heading) {
    text.append("---\ntitle: \"").append(yaml(heading)).append("\"\n---\nflowchart TB\n");
    groups().forEach(this::group);
    for (var arrow : graph.arrows()) {
      text.append("  n").append(arrow.from()).append(" --> n").append(arrow.to()).append('\n');
    }
    int number = 0;
    for (var color : colors.entrySet()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  classDef c%d fill:#%06x,stroke:#%06x,color:#%06x\n  class %s c%d\n",
              number,
              color.getKey().getRGB() & 0xFFFFFF,
              Theme.FAINT.getRGB() & 0xFFFFFF,
              Theme.INK.getRGB() & 0xFFFFFF,
              String.join(",", color.getValue()),
              number));
      number++;
    }
    return text.toString();
  }

  private Map<String, List<Integer>> groups() {
    var groups = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < graph.boxes().size(); i++) {
      groups.computeIfAbsent(graph.boxes().get(i).group(), _ -> new ArrayList<>()).add(i);
    }
    return groups;
  }

  private void group(String name, List<Integer> boxes) {
    if (name.isEmpty()) {
      boxes.forEach(i -> box(i, "  "));
      return;
    }
    text.append("  subgraph g").append(boxes.getFirst()).append("[\"");
    text.append(label(name)).append("\"]\n");
    boxes.forEach(i -> box(i, "    "));
    text.append("  end\n  style g").append(boxes.getFirst());
    text.append(" fill:#f4f4f4,stroke:#d8d8d8,color:#5f5f5f\n");
  }

  /// Inputs have round ends, what joins several arrows round corners.
  private void box(int number, String indent) {
    var box = graph.boxes().get(number);
    long into = graph.arrows().stream().filter(a -> a.to() == number).count();
    text.append(indent).append('n').append(number);
    text.append(into == 0 ? "([\"" : into > 1 ? "(\"" : "[\"");
    text.append("<b>").append(label(box.name())).append("</b>");
    text.append(box.settings().isEmpty() ? "" : " " + label(box.settings()));
    text.append(box.plain() ? "" : "<br/>" + label(box.shape().toString()));
    if (box.parameters() > 0) {
      text.append("<br/>");
      text.append(String.format(Locale.ROOT, "%,d parameters", box.parameters()));
    }
    text.append(into == 0 ? "\"])" : into > 1 ? "\")" : "\"]").append('\n');
    var color = DiagramDrawing.color(box);
    colors.computeIfAbsent(color, _ -> new ArrayList<>()).add("n" + number);
  }

  /// A text in quotes that shows as it is: what has a meaning there is written as `#number;`.
  static String label(String words) {
    var out = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if ("\"#&<>`*_\\;$|{}~^".indexOf(c) >= 0) {
        out.append('#').append((int) c).append(';');
      } else {
        out.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return out.toString();
  }

  private static String yaml(String words) {
    // titles have no entities, and what looks like a tag would be taken for one
    var title = words.replace('<', '\u2039').replace('>', '\u203a');
    return title.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
  }
}
