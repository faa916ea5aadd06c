package dev.gradus.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sample files were written by Python's nbformat, see `make_samples.py` beside them.
class NotebookTest {
  @TempDir Path folder;

  static String resource(String name) throws IOException {
    try (InputStream in = NotebookTest.class.getResourceAsStream(name)) {
      assertTrue(in != null, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rich45.ipynb", "empty45.ipynb"})
  void filesOfNbformatComeBackByteForByte(String name) throws IOException {
    String text = resource(name);
    assertEquals(text, Notebook.parse(text, name).toJson());
  }

  @Test
  void writingAndReadingAFileKeepsTheBytes() throws IOException {
    Path file = folder.resolve("deep/n.ipynb");
    Notebook.parse(resource("rich45.ipynb"), "n").write(file);
    assertEquals(resource("rich45.ipynb"), Files.readString(file));
    assertEquals(resource("rich45.ipynb"), Notebook.read(file).toJson());
    try (var files = Files.list(file.getParent())) {
      assertEquals(1, files.count(), "no temporary file is left");
    }
  }

  @Test
  void oldMinorVersionsBecome45WithIds() throws IOException {
    var notebook = Notebook.parse(resource("old42.ipynb"), "old");
    String withoutIds = notebook.toJson().replaceAll("   \"id\": \"[0-9a-f]{8}\",\n", "");
    assertEquals(resource("old42.expected"), withoutIds);
    var ids = new HashSet<String>();
    notebook.cells().forEach(cell -> ids.add(cell.id()));
    assertEquals(4, ids.size());
    assertEquals(notebook.toJson(), Notebook.parse(resource("old42.ipynb"), "old").toJson());
  }

  @Test
  void halfASurrogatePairIsEscaped() {
    String text =
        "{\"cells\":[],\"metadata\":{\"x\":\"a\\ud83d \\ud83d\\ude00\"},\"nbformat\":4,\"nbformat_minor\":5}";
    String json = Notebook.parse(text, "n").toJson();
    assertTrue(json.contains("\"a\\ud83d \ud83d\ude00\""), json);
    assertEquals(json, Notebook.parse(json, "n").toJson());
  }

  @Test
  void doubleAndIllegalIdsAreReplaced() {
    String cell = "{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":\"x\",\"id\":\"%s\"}";
    String text =
        "{\"nbformat\":4,\"nbformat_minor\":5,\"metadata\":{},\"cells\":["
            + cell.formatted("a")
            + ","
            + cell.formatted("a")
            + ","
            + cell.formatted("b b")
            + "]}";
    var cells = Notebook.parse(text, "n").cells();
    assertEquals("a", cells.get(0).id());
    assertNotEquals("a", cells.get(1).id());
    assertTrue(cells.get(2).id().matches("[a-zA-Z0-9_-]{1,64}"), cells.get(2).id());
    assertNotEquals(cells.get(1).id(), cells.get(2).id());
  }

  @Test
  void textsReadTheSameAsListAndAsString() throws IOException {
    var cell = Notebook.parse(resource("old42.ipynb"), "old").cells().get(1);
    var same = Notebook.parse(resource("rich45.ipynb"), "new").cells().get(1);
    assertEquals(cell.source(), same.source());
    assertTrue(cell.source().contains("separator\u0085next"));
    assertTrue(same.tags().contains("raises-exception"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                  | it is empty
          `{"cells": [`                                       | cut off
          `{"cells": [], "nbformat": 4} {}`                   | something follows
          `hello`                                             | not JSON, or it is cut off (at line 1
          `[]`                                                | no "nbformat"
          `{"a": 1}`                                          | no "nbformat"
          `{"nbformat": 3, "worksheets": []}`                 | old version 3
          `{"nbformat": 5, "cells": []}`                      | version 5
          `{"nbformat": 4}`                                   | no list of cells
          `{"nbformat": 4, "cells": [{"cell_type":"raw"},7]}` | cell 2
          """)
  void whatIsNoNotebookIsRefusedWithAReason(String text, String reason) {
    var e = assertThrows(NotebookException.class, () -> Notebook.parse(text, "my.ipynb"));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("my.ipynb"), String.valueOf(e.getMessage()));
    assertTrue(String.valueOf(e.getMessage()).contains(reason), String.valueOf(e.getMessage()));
  }

  @Test
  void missingFilesFoldersAndBinariesAreNamed() throws IOException {
    Path missing = folder.resolve("none.ipynb");
    var e = assertThrows(NotebookException.class, () -> Notebook.read(missing));
    assertTrue(
        String.valueOf(e.getMessage()).contains("There is no notebook " + missing),
        String.valueOf(e.getMessage()));
    e = assertThrows(NotebookException.class, () -> Notebook.read(folder));
    assertTrue(
        String.valueOf(e.getMessage()).contains("is a folder"), String.valueOf(e.getMessage()));
    Path binary = Files.write(folder.resolve("b.ipynb"), new byte[] {(byte) 0xff, (byte) 0xd8, 0});
    e = assertThrows(NotebookException.class, () -> Notebook.read(binary));
    assertTrue(
        String.valueOf(e.getMessage()).contains("not UTF-8"), String.valueOf(e.getMessage()));
    assertFalse(Files.exists(missing));
  }
}
