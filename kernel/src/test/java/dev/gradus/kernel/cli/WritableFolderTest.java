package dev.gradus.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableFolderTest {
  @TempDir Path folder;

  @Test
  void aFolderThatCanBeMadeIsTakenAndLeftEmpty() throws Exception {
    Path wanted = folder.resolve("a/b");
    assertEquals(wanted, WritableFolder.of(wanted));
    try (var files = Files.list(wanted)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void whereNoneCanBeMadeATemporaryOneTakesItsPlace() throws Exception {
    Path file = Files.writeString(folder.resolve("home"), "no folder");
    Path instead = WritableFolder.of(file.resolve(".local/share/gradus"));
    assertNotEquals(file.resolve(".local/share/gradus"), instead);
    assertTrue(Files.isWritable(instead));
    Files.delete(instead);
  }
}
