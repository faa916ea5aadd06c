package dev.gradus.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every chapter must be like as a file, without running it.
class StoredChaptersTest {
  private static final int LINES = 8;
  private static final int LINE_LENGTH = 100;
  private static final int CELLS = 25;

  static List<Path> chapters() {
    return ChapterFiles.all();
  }

  @Test
  void thereAreChapters() {
    assertFalse(chapters().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void isANotebookForThisKernelWithoutOutputs(Path file) {
    JsonObject notebook = ChapterFiles.json(file);
    assertEquals(4, notebook.get("nbformat").getAsInt());
    assertEquals(5, notebook.get("nbformat_minor").getAsInt());
    JsonObject spec =
        notebook.getAsJsonObject("metadata").getAsJsonObject("kernelspec").getAsJsonObject();
    assertEquals("gradus", spec.get("name").getAsString());
    assertEquals("Java (Gradus)", spec.get("display_name").getAsString());
    assertEquals("java", spec.get("language").getAsString());
    for (JsonObject cell : ChapterFiles.cells(notebook)) {
      if (ChapterFiles.isCode(cell)) {
        var id = ChapterFiles.id(cell);
        assertTrue(cell.getAsJsonArray("outputs").isEmpty(), id + " is stored with outputs");
        assertTrue(cell.get("execution_count").isJsonNull(), id + " is stored with a number");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void idsAreLegalAndUnique(Path file) {
    var seen = new HashSet<String>();
    for (JsonObject cell : ChapterFiles.cells(ChapterFiles.json(file))) {
      var id = ChapterFiles.id(cell);
      assertTrue(id.matches("[a-zA-Z0-9_-]{1,64}"), id);
      assertTrue(seen.add(id), id + " is there twice");
    }
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void consistsOfManySmallCellsEachWithAnExpectation(Path file) {
    var cells = ChapterFiles.cells(ChapterFiles.json(file));
    assertTrue(cells.stream().filter(ChapterFiles::isCode).count() >= CELLS);
    for (int i = 0; i < cells.size(); i++) {
      if (!ChapterFiles.isCode(cells.get(i))) {
        continue;
      }
      var id = ChapterFiles.id(cells.get(i));
      var source = ChapterFiles.text(cells.get(i).get("source"));
      assertTrue(source.lines().count() <= LINES, id + " has more than " + LINES + " lines");
      assertTrue(
          source.lines().allMatch(line -> line.length() <= LINE_LENGTH),
          id + " has a line of more than " + LINE_LENGTH + " characters");
      assertEquals(
          id.startsWith("check-"), source.contains("check"), id + ": checks go to check-...");
      if (!id.startsWith("check-")) {
        var before = i == 0 ? "" : ChapterFiles.text(cells.get(i - 1).get("source"));
        assertTrue(before.contains("**Expect:**"), "nothing says what to expect of " + id);
      }
    }
  }
}
