package dev.gradus.kernel.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Cells;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Old results go, unless a declaration mentions them.
class LeftoversTest {
  @Test
  void aResultThatAMethodMentionsStays() {
    try (var cells = new Cells()) {
      cells.run("40 + 1");
      cells.run("int answer() { return $1 + 1; }");
      for (int i = 0; i < 60; i++) {
        assertTrue(cells.run("1 + " + i).ok());
      }
      assertEquals("42", cells.eval("answer()"));
      assertEquals("41", cells.eval("$1"));
    }
  }

  @Test
  void theNewestResultsStayAndOldOnesGo() {
    try (var cells = new Cells()) {
      for (int i = 1; i <= 60; i++) {
        cells.run("new int[] {" + i + "}");
      }
      assertEquals("60", cells.eval("$60[0]"));
      assertEquals("50", cells.eval("$50[0]"));
      CellResult gone = cells.run("$3[0]");
      assertFalse(gone.ok());
    }
  }

  @Test
  void aVariableMadeOfAResultKeepsItsValue() {
    try (var cells = new Cells()) {
      cells.run("new int[] {7}");
      cells.run("var kept = $1");
      for (int i = 0; i < 60; i++) {
        cells.run("1 + " + i);
      }
      assertEquals("7", cells.eval("kept[0]"));
    }
  }

  @Test
  void whatIsDoneWhileIdleLeavesNothing() throws Exception {
    try (var cells = new Cells()) {
      TimeUnit.SECONDS.sleep(2);
      assertEquals("2", cells.eval("1 + 1"));
      assertEquals("2", cells.eval("$1"));
      assertFalse(cells.run("$warm").ok());
      assertFalse(cells.run("$warm1").ok());
      assertFalse(cells.run("$warm(1)").ok());
      assertFalse(cells.run("$2").ok());
    }
  }
}
