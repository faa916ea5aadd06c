package dev.gradus.engine;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
  private final Summary summary =
      Model.input(1, 8, 8)
          .then(residual(conv2d(1, 3).same(), relu()))
          .flatten()
          .dense(1000)
          .summary();

  private static List<String> cells(String line) {
    return Arrays.stream(line.split(" & ", -1)).map(String::strip).toList();
  }

  @Test
  void theTabularHasTheCellsOfTheTable() {
    var latex = summary.latex();
    var rows = latex.lines().filter(l -> l.contains(" & ")).toList();
    var lines = summary.lines();
    assertEquals(lines.size(), rows.size(), latex);
    for (int i = 0; i < lines.size() - 1; i++) {
      var row = rows.get(i);
      assertTrue(row.endsWith(" \\\\"), row);
      var plain = row.substring(0, row.length() - 3).replace("\\quad ", "").replace("\\_", "_");
      assertEquals(lines.get(i).stream().map(String::strip).toList(), cells(plain));
    }
    assertTrue(latex.contains("\\quad conv2d\\_1"), latex);
    assertTrue(latex.contains("\\begin{tabular}{lllrrr}\n\\toprule"), latex);
    assertTrue(latex.endsWith("\\bottomrule\n\\end{tabular}\n"), latex);
    assertTrue(rows.getLast().contains("\\textbf{65,010}"), latex);
  }

  @Test
  void specialCharactersAreEscapedForLatex() {
    var odd = new Summary("50% {a} #1 & x^2_~\\ <$>|", Shape.of(2), List.of());
    assertTrue(
        odd.latex()
            .contains(
                "50\\% \\{a\\} \\#1 \\& x\\textasciicircum{}2\\_\\textasciitilde{}"
                    + "\\textbackslash{} \\textless{}\\$\\textgreater{}\\textbar{}"),
        odd.latex());
    assertTrue(row("[1] x").latex().contains("\n{}[1] x & "), "taken for an argument of the line");
  }

  private static Summary row(String name) {
    var row = new Summary.Row(name, "x", Shape.of(2), 1, 1, 1, null, List.of(), List.of());
    return new Summary("m", Shape.of(2), List.of(row));
  }

  @Test
  void theMarkdownTableHasAsManyCellsInEveryLine() {
    var text = row("a|b*c").markdown();
    assertTrue(text.contains("a\\|b\\*c"), text);
    var lines = summary.markdown().lines().filter(l -> l.startsWith("|")).toList();
    assertEquals(summary.lines().size() + 1, lines.size());
    for (var line : lines) {
      assertEquals(7, line.chars().filter(c -> c == '|').count(), line);
    }
    assertEquals("|:---|:---|:---|---:|---:|---:|", lines.get(1));
    assertTrue(lines.get(4).startsWith("| &emsp;conv2d\\_1 | conv2d(1, 3)"), lines.get(4));
    assertTrue(lines.get(4).contains(" | [1, 8, 8] | 10 | "), lines.get(4));
    assertTrue(lines.getLast().startsWith("| **total** |  |  | **65,010** |"), lines.getLast());
  }

  @Test
  void printingGivesTheForm() {
    assertEquals(summary.markdown(), summary.as(Summary.Form.MARKDOWN).toString());
    assertEquals(summary.latex(), summary.as(Summary.Form.LATEX).toString());
    assertEquals(summary, summary.as(Summary.Form.LATEX).as(Summary.Form.TEXT));
    assertTrue(summary.toString().startsWith("model\nname"), summary::toString);
    assertFalse(summary.toString().contains("|"));
  }

  @Test
  void frozenParametersAreNoted() {
    var model = Model.input(4).dense(3).dense(2);
    model.freeze("dense_1");
    var s = model.summary();
    assertTrue(s.latex().contains("\\multicolumn{6}{l}{8 trainable, 15 frozen}"), s.latex());
    assertEquals("8 trainable, 15 frozen", s.frozenNote());
    assertTrue(s.markdown().endsWith("\n8 trainable, 15 frozen\n"), s.markdown());
  }
}
