package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%draw` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrawMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void drawsModelsBlocksAndDropout() {
    cells.value(
        "var mlp = Model.input(6).dense(8).relu().dropout(0.5).dense(3).seed(2);"
            + " var res = Model.input(1, 6, 6).then(residual(conv2d(1, 3).padding(1)));");
    assertTrue(cells.value("%draw net").startsWith("model: "));
    var text = cells.value("%draw mlp --dropout 3");
    assertTrue(text.startsWith("Dropout of model in mini-batch 3, sample 0: dropout_1"), text);
    assertEquals(cells.value("dropout(mlp, 3)"), text);
    assertTrue(cells.value("%draw res --block residual_1").startsWith("residual_1 in model: 10 "));
    assertTrue(cells.error("%draw net --block conv2d_1").contains("Blocks: none in this model"));
    assertTrue(cells.error("%draw net --dropout 0").contains("drops nothing"));
  }

  @Test
  void drawsAsText() {
    var mermaid = cells.bundle("%draw net --as mermaid");
    assertEquals(
        List.of("text/plain", "text/vnd.mermaid", "text/markdown"),
        List.copyOf(mermaid.data().keySet()));
    assertEquals(mermaid.plain(), mermaid.data().get("text/vnd.mermaid"));
    assertEquals("```mermaid\n" + mermaid.plain() + "```", mermaid.data().get("text/markdown"));
    assertTrue(cells.value("diagram(net).as(Form.MERMAID)").equals(mermaid.plain()));
    var latex = cells.bundle("var drawn = %draw net --as latex\ndrawn");
    assertEquals("```latex\n" + latex.plain() + "```", latex.data().get("text/markdown"));
    assertEquals(latex.plain(), cells.value("drawn"));
    var unknown = cells.error("%draw net --as latx");
    assertTrue(unknown.contains("latex"), unknown);
    var help = cells.value("%help draw");
    assertTrue(help.contains("(one of mermaid, latex)"), help);
    cells.value("var mlp2 = Model.input(6).dense(8).dropout(0.5).dense(3).seed(2);");
    assertTrue(
        cells.error("%draw mlp2 --dropout 3 --as mermaid").contains("it is a picture. Diagrams"));
  }

  @Test
  void formsAreCompleted() {
    assertEquals(List.of("latex", "mermaid"), sorted("%draw net --as "));
    assertEquals(List.of("latex", "markdown", "mermaid"), sorted("%summary net --as "));
    assertEquals(List.of("vega"), sorted("%plot_loss --as "));
    assertEquals(List.of("gif"), sorted("%windows --as "));
  }

  private List<String> sorted(String code) {
    return cells.completions(code).stream().sorted().toList();
  }
}
