package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `%checkpoint` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckpointMagicTest {
  private static final String MAKE =
      "var %s = Model.sequential(Shape.of(1, 28, 28), flatten(), dense(10));";

  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void aLostRunGoesOnFromItsFile(@TempDir Path folder) throws Exception {
    var file = folder.resolve("run.gradus");
    assertTrue(cells.value("%checkpoint").contains("not kept"));
    var said = cells.value("%checkpoint " + file + " --every 2");
    assertTrue(said.contains("run.gradus after every 2 epochs"), said);
    cells.value("%seed 7");
    cells.value(MAKE.formatted("whole"));
    cells.value("%train whole digits --epochs 4 --quiet");
    cells.value(MAKE.formatted("first"));
    cells.value("%train first digits --epochs 2 --quiet");
    // another model of the same make knows nothing of the run, as after a crash
    cells.value(MAKE.formatted("again"));
    cells.value("var h = %train again digits --epochs 4 --resume --quiet");
    assertEquals("4", cells.value("h.epochs().size()"));
    assertEquals(
        "true",
        cells.value("Arrays.equals(whole.parameters().snapshot(), again.parameters().snapshot())"));
    assertTrue(cells.value("%checkpoint --off").contains("not kept"));
    Files.delete(file);
    cells.value("%train again digits --epochs 2 --quiet");
    assertTrue(Files.notExists(file), "nothing is kept after --off");
  }

  @Test
  void mistakesAreSentences() {
    assertTrue(cells.error("%checkpoint a.gradus --every 0").contains("at least 1"));
    assertTrue(cells.error("%checkpoint a.gradus --best loss --steps 3").contains("excludes"));
  }
}
