package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `%save` and `%load_model` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaveMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void whatIsSavedIsLoaded(@TempDir Path folder) {
    var file = folder.resolve("small net.gradus").toString();
    assertEquals(file, cells.value("%save net \"" + file + "\""));
    cells.value("%load_model \"" + file + "\"");
    assertEquals(
        "true",
        cells.value(
            "Arrays.equals(net.parameters().snapshot(), small_net.parameters().snapshot())"));
    cells.value("%load_model \"" + file + "\" --as again");
    assertTrue(cells.value("again.toString()").contains("[1, 28, 28] -> [10]"));
    assertTrue(
        cells.value("var third = %load_model {\"" + file + "\"}\nthird.name()").equals("model"));
    var missing = cells.error("%load_model /nowhere/lenet.gradus");
    assertTrue(missing.contains("lenet.gradus"), missing);
  }
}
