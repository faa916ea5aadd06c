package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%summary` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SummaryMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void showsATable() {
    var table = cells.bundle("%summary net");
    assertTrue(String.valueOf(table.data().get("text/html")).startsWith("<table>"));
    assertEquals("11582", cells.value("var s = %summary net\ns.totalParameters()"));
  }

  @Test
  void showsTheTableAsText() {
    var latex = cells.bundle("%summary net --as latex");
    assertTrue(latex.plain().contains("\\toprule"), latex::plain);
    assertEquals("```latex\n" + latex.plain() + "```", latex.data().get("text/markdown"));
    assertEquals(latex.plain(), cells.value("net.summary().as(Summary.Form.LATEX)"));
    var markdown = cells.bundle("%summary net --as markdown");
    assertEquals(markdown.plain(), markdown.data().get("text/markdown"));
    assertTrue(markdown.plain().contains("| conv2d\\_1 |"), markdown::plain);
    assertTrue(
        cells.error("%summary net --as mermaid").contains("Take %draw net --as mermaid"),
        "which magic draws");
    var help = cells.value("%help summary");
    assertTrue(help.contains("(one of markdown, latex, mermaid)"), help);
  }

  @Test
  void verboseNamesKernels() {
    var plain = cells.bundle("%summary net --verbose").plain();
    assertEquals(plain, cells.value("net.summary(true)"));
  }
}
