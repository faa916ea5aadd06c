package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import java.util.ArrayDeque;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TikzTest {
  private final Model model =
      Model.input(3, 8, 8)
          .then(residual(conv2d(5, 3).padding(1), relu()).shortcut(conv2d(5, 1)))
          .flatten()
          .dense(2)
          .named("50% of {a_b} & c^2 #1 \\~$");

  private final String text = ModelDiagram.of(model).latex();

  @Test
  void environmentsAndBracesAreBalanced() {
    var open = new ArrayDeque<String>();
    Pattern.compile("\\\\(begin|end)\\{([a-z]+)\\}")
        .matcher(text)
        .results()
        .forEach(m -> {
          if (m.group(1).equals("begin")) {
            open.push(m.group(2));
          } else {
            assertEquals(open.pop(), m.group(2));
          }
        });
    assertTrue(open.isEmpty(), open::toString);
    int depth = 0;
    var bare = text.replace("\\\\", "").replaceAll("\\\\[{}]", "");
    for (int i = 0; i < bare.length(); i++) {
      depth += bare.charAt(i) == '{' ? 1 : bare.charAt(i) == '}' ? -1 : 0;
      assertTrue(depth >= 0);
    }
    assertEquals(0, depth);
    assertTrue(text.startsWith("\\documentclass[border=4mm]{standalone}\n"), text);
  }

  /// What has a meaning in LaTeX stands behind a backslash, outside of commands.
  @Test
  void specialCharactersAreEscaped() {
    var bare = text.replaceAll("\\\\[#$%&_{}\\\\]", "");
    assertFalse(Pattern.compile("[#$%&_^~]").matcher(bare).find(), bare);
    assertTrue(
        text.contains(
            "{50\\% of \\{a\\_b\\} \\& c\\textasciicircum{}2 \\#1"
                + " \\textbackslash{}\\textasciitilde{}\\$: "),
        text);
    assertFalse(text.contains("\\\\["), "a shape would be taken for an argument");
  }

  @Test
  void arrowsJoinBoxesThatAreThere() {
    var nodes =
        Pattern.compile("\\((n\\d+)\\) at \\(")
            .matcher(text)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertEquals(7, nodes.size());
    var ends = Pattern.compile("\\((n\\d+)\\.(?:south|north)\\)").matcher(text).results().toList();
    assertEquals(14, ends.size(), "seven arrows");
    ends.forEach(e -> assertTrue(nodes.contains(e.group(1)), e.group()));
    var dense = model.summary().row("dense_1");
    assertTrue(text.contains("\\\\{}[2], " + dense.parameters() + " parameters};"), text);
    text.lines()
        .filter(l -> l.startsWith("\\draw") || l.startsWith("\\node"))
        .forEach(l -> assertTrue(l.endsWith(";"), l));
  }

  @Test
  void everyColourIsDefined() {
    Pattern.compile("fill=(c\\d+)")
        .matcher(text)
        .results()
        .forEach(m -> assertTrue(text.contains("\\definecolor{" + m.group(1) + "}{HTML}{")));
  }
}
