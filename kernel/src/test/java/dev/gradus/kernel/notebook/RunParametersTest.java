package dev.gradus.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunParametersTest {
  private static Notebook notebook() {
    var notebook =
        NotebookRunnerTest.notebook(
            "int epochs = 3;\nfloat lr = 0.1f;\nString name = \"a\";\nvar rate = 0.5;", "after");
    NotebookRunnerTest.tag(notebook.cells().get(0), "parameters");
    return notebook;
  }

  @Test
  void assignmentsFollowTheTaggedCell() {
    var notebook = notebook();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("epochs", "10");
    values.put("lr", "0.01");
    values.put("name", "say \"hi\"");
    values.put("rate", "1e-3");
    RunParameters.inject(notebook, values);
    var cell = notebook.cells().get(1);
    assertEquals(
        "// parameters of this run\nepochs = 10;\nlr = 0.01f;\nname = \"say \\\"hi\\\"\";\nrate = 1e-3;",
        cell.source());
    assertTrue(cell.tags().contains("injected-parameters"));
    assertEquals("after", notebook.cells().get(2).source());
  }

  @Test
  void unknownNamesAndNotebooksWithoutParametersAreRefused() {
    var e =
        assertThrows(
            NotebookException.class, () -> RunParameters.inject(notebook(), Map.of("epoch", "1")));
    assertTrue(
        String.valueOf(e.getMessage()).contains("[epochs, lr, name, rate]"),
        String.valueOf(e.getMessage()));
    var plain = NotebookRunnerTest.notebook("int epochs = 1;");
    assertThrows(NotebookException.class, () -> RunParameters.inject(plain, Map.of("epochs", "1")));
  }
}
