package dev.gradus.kernel.magic.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.Cells;
import org.junit.jupiter.api.Test;

class ResetMagicTest {

  @Test
  void dropsWhatCellsDeclared() {
    try (var cells = new Cells()) {
      cells.eval(
          "import java.util.zip.*;\nint a = 1; String s = \"x\"; int f() { return a; } record R(int x) {}");
      assertTrue(cells.fail("%reset").message().contains("%reset -f"));
      assertEquals("nothing was dropped", Cells.text(cells.run("%reset", (p, x) -> "no")));
      assertEquals("1", cells.eval("f()"));
      assertEquals("dropped 2 variables", Cells.text(cells.run("%reset", (p, x) -> "yes")));
      assertEquals(0, cells.session().variables().size());
      assertTrue(cells.fail("a").message().contains("cannot find symbol"));
      assertTrue(cells.fail("f()").message().contains("cannot find symbol"));
      assertTrue(cells.fail("new R(1)").message().contains("cannot find symbol"));
      assertEquals("0", cells.eval("new CRC32().getValue()"));
      assertEquals("5", cells.eval("int a = 5;\na"));
      assertEquals("dropped 1 variable", cells.eval("%reset -f"));
      assertEquals("2", cells.eval("int f() { return 2; }\nf()"));
    }
  }
}
