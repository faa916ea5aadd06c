package dev.gradus.kernel.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Cells;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What cells say of declarations of other cells.
class DeclarationNotesTest {
  private final Cells cells = new Cells();

  @AfterEach
  void close() {
    cells.close();
  }

  @Test
  void aVariableDeclaredAgainIsNotLost() {
    for (String declaration :
        new String[] {"int n = 3;", "int n = 5;", "double n = 7;", "var n = \"text\";"}) {
      cells.eval(declaration);
      assertEquals("", cells.outputs().out(), declaration);
    }
    assertEquals("text", cells.eval("n"));
  }

  @Test
  void aVariableWhoseClassWasDefinedAnewIsLost() {
    cells.eval("class Own { int a = 1; }\nOwn own = new Own();");
    cells.eval("class Own { int b = 2; }");
    assertEquals(
        "note: own is null now, because its type Own was defined anew\n", cells.outputs().out());
  }

  @Test
  void aMethodSaysWhichNameItWaitsFor() {
    cells.eval("int twice() { return 2 * later; }");
    assertTrue(
        cells.outputs().out().contains("twice() cannot be used until variable later is defined"),
        cells.outputs().out());
  }

  @Test
  void aMethodThatNoLongerCompilesSaysWhy() {
    cells.eval("int n = 1;\nint twice() { return 2 * n; }");
    cells.eval("double n = 5;");
    CellResult.Failed failed = cells.fail("twice()");
    assertTrue(
        failed.message().startsWith("twice() cannot be used until it is declared again: "),
        failed.message());
    assertTrue(failed.message().contains("double"), failed.message());
  }

  @Test
  void aCompilerThatFailsIsNamed() {
    cells.eval("var list = java.util.List.of(1, 2.5, \"x\");");
    CellResult.Failed failed = cells.fail("System.out.println(list);");
    assertEquals("CompilerFailure", failed.name());
    assertTrue(failed.message().contains("List<Object>"), failed.message());
    cells.eval("java.util.List<Object> typed = java.util.List.of(1, 2.5, \"x\");");
    cells.eval("System.out.println(typed);");
    assertEquals("[1, 2.5, x]\n", cells.outputs().out());
  }

  @Test
  void theLineOfAVarIsNamedOnce() {
    CellResult.Failed failed = cells.fail("int[] few = new int[1];\nvar c = few[2];");
    String trace = String.join("\n", failed.traceback());
    assertFalse(trace.contains("do_it"), trace);
    assertEquals(2, trace.split("line 2", -1).length, trace);
  }
}
