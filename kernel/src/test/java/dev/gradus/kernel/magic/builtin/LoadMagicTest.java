package dev.gradus.kernel.magic.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.Cells;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadMagicTest {
  @TempDir Path folder;
  private final Cells cells = new Cells();

  @AfterEach
  void close() {
    cells.close();
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aScriptRunsBeforeTheLineBelow() throws Exception {
    Path script =
        file(
            "s.jshell",
            "import java.util.zip.CRC32;\nint n = 20;\nint twice(int x) {\n  return 2 * x;\n}\n");
    assertEquals("41", cells.eval("%load " + script + "\ntwice(n) + 1"));
    assertEquals("true", cells.eval("new CRC32().getValue() == 0"));
    assertEquals("40", cells.eval("%load " + file("t.java", "twice(n)")));
    assertEquals("40", cells.eval("%load " + folder.resolve("t")));
  }

  @Test
  void aNotebookRunsCellByCell() throws Exception {
    Path notebook =
        file(
            "n.ipynb",
            """
            {"cells": [
             {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Title"},
             {"cell_type": "code", "id": "b", "metadata": {}, "outputs": [], "execution_count": null,
              "source": "int a = 4;"},
             {"cell_type": "code", "id": "c", "metadata": {}, "outputs": [], "execution_count": null,
              "source": "%time a * 2"}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """);
    assertEquals("8", cells.eval("%load " + notebook));
    assertTrue(cells.outputs().out().contains("wall time"));
    assertEquals("4", cells.eval("a"));
  }

  @Test
  void errorsNameTheFileAndItsLine() throws Exception {
    Path script = file("bad.jshell", "int k = 1;\nint z = 1 / (k - 1);\n");
    var failed = cells.fail("%load " + script);
    assertEquals("ArithmeticException", failed.name());
    String text = String.join("\n", failed.traceback());
    assertTrue(text.contains("bad.jshell, line 2") && text.contains("1 / (k - 1)"), text);
    var wrong = cells.fail("%load " + file("wrong.jshell", "int q = \"text\";"));
    assertTrue(wrong.message().contains("wrong.jshell, line 1"), wrong.message());
    assertTrue(cells.fail("%load nowhere.jshell").message().contains("there is no file"));
    assertEquals("2", cells.eval("1 + 1"));
  }
}
