package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.magics.MagicsException;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MermaidTest {
  private static final Pattern BOX =
      Pattern.compile(" +n(\\d+)(\\(\\[|\\(|\\[)\"([^\"]*)\"(\\]\\)|\\)|\\])");

  private final Model model =
      Model.input(3, 8, 8)
          .then(residual(conv2d(5, 3).padding(1), relu()).shortcut(conv2d(5, 1)))
          .flatten()
          .dense(2)
          .named("a \"net\" #1; <b>");

  /// What a text shows: entities back to their characters.
  private static String shown(String label) {
    return Pattern.compile("#(\\d+);")
        .matcher(label.replaceAll("<[^>]*>", " "))
        .replaceAll(m -> String.valueOf((char) Integer.parseInt(m.group(1))))
        .replaceAll(" +", " ")
        .strip();
  }

  /// Every line is one of the kinds that the flowchart grammar has, and arrows join boxes.
  @Test
  void everyLineIsABoxAnArrowABlockOrAColour() {
    var boxes = new HashSet<String>();
    var arrows = new HashSet<String>();
    int open = 0;
    var lines = ModelDiagram.of(model).mermaid().lines().toList();
    assertEquals(List.of("---", "---"), List.of(lines.get(0), lines.get(2)));
    assertEquals("flowchart TB", lines.get(3));
    for (var line : lines.subList(4, lines.size())) {
      var box = BOX.matcher(line);
      if (box.matches()) {
        assertTrue(boxes.add("n" + box.group(1)), line);
      } else if (line.matches("  n\\d+ --> n\\d+")) {
        assertTrue(boxes.containsAll(List.of(line.strip().split(" --> ", -1))), line);
        assertTrue(arrows.add(line), line);
      } else if (line.matches("  subgraph g\\d+\\[\"[^\"]+\"\\]")) {
        open++;
      } else if (line.equals("  end")) {
        assertTrue(--open >= 0, line);
      } else {
        assertTrue(
            line.matches(
                    "  classDef c\\d+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}")
                || line.matches("  style g\\d+ fill:#\\w{6},stroke:#\\w{6},color:#\\w{6}")
                || line.matches("  class n\\d+(,n\\d+)* c\\d+"),
            line);
      }
    }
    assertEquals(0, open);
    // input, conv, relu, shortcut, sum, flatten, dense
    assertEquals(7, boxes.size());
    assertEquals(7, arrows.size());
  }

  @Test
  void labelsEqualTheSummary() {
    var text = ModelDiagram.of(model).mermaid();
    var labels = BOX.matcher(text).results().map(m -> shown(m.group(3))).toList();
    var dense = model.summary().row("dense_1");
    assertTrue(
        labels.contains("dense_1 dense(2) [2] " + dense.parameters() + " parameters"),
        labels::toString);
    var conv = model.summary().row("residual_1/conv2d_1");
    assertTrue(
        labels.stream()
            .anyMatch(l ->
                l.startsWith("conv2d_1 conv2d(5, 3)")
                    && l.endsWith(conv.outputShape() + " " + conv.parameters() + " parameters")),
        labels::toString);
    assertTrue(text.contains("[\"residual#95;1\"]"), text);
  }

  @Test
  void namesCannotEndTheirQuotes() {
    for (var name : List.of("a\"b", "a\nb", "#quot;", "`x`", "<script>", "end", "x_y_z *b*")) {
      var label = Mermaid.label(name);
      assertFalse(Pattern.compile("[\"`<>*_\\n]").matcher(label).find(), label);
      assertEquals(name.replace('\n', ' '), shown(label));
    }
    assertTrue(
        ModelDiagram.of(model)
            .mermaid()
            .startsWith("---\ntitle: \"a \\\"net\\\" #1; \u2039b\u203a: "),
        "the title");
  }

  @Test
  void figuresWithoutBoxesSayWhereToFindThem() {
    var figure = SlidingWindow.of(8, 8, 3, 1);
    var e = assertThrows(MagicsException.class, figure::mermaid);
    assertTrue(String.valueOf(e.getMessage()).contains("has no form mermaid"), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains("%draw model --boxes"), e.getMessage());
  }
}
