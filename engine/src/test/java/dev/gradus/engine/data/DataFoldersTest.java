package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFoldersTest {
  @TempDir Path folder = Path.of("");

  private static DataFolders with(Map<String, String> environment, String system) {
    return DataFolders.of(environment, Optional.empty(), Optional.empty(), "/home/ada", system);
  }

  @Test
  void cacheFollowsTheSystemsCustom() {
    var linux = Map.of("XDG_CACHE_HOME", "/c", "LOCALAPPDATA", "/l");
    assertEquals(Path.of("/home/ada/.cache/gradus"), with(Map.of(), "Linux").cache());
    assertEquals(Path.of("/c/gradus"), with(linux, "Linux").cache());
    assertEquals(Path.of("/l/gradus"), with(linux, "Windows 11").cache());
    assertEquals(Path.of("/home/ada/.cache/gradus"), with(Map.of(), "Windows 11").cache());
    assertEquals(
        Path.of("/here"),
        DataFolders.of(linux, Optional.empty(), Optional.of("/here"), "/h", "Linux").cache());
  }

  @Test
  void namedFolderIsTaken() {
    assertEquals(Optional.empty(), with(Map.of(), "Linux").local());
    assertEquals(Optional.empty(), with(Map.of("GRADUS_DATA", " "), "Linux").local());
    assertEquals(
        Optional.of(folder), with(Map.of("GRADUS_DATA", folder.toString()), "Linux").local());
    var both = Map.of("GRADUS_DATA", "/no/such");
    assertEquals(
        Optional.of(folder),
        DataFolders.of(both, Optional.of(folder.toString()), Optional.empty(), "/h", "Linux")
            .local());
  }

  @Test
  void folderThatIsNotThereFailsLoudly() throws IOException {
    says(() -> with(Map.of("GRADUS_DATA", "/no/such"), "Linux"), "GRADUS_DATA is \"/no/such\"");
    var file = Files.createFile(folder.resolve("file"));
    says(() -> with(Map.of("GRADUS_DATA", file.toString()), "Linux"), "it is a file");
    says(() -> with(Map.of("GRADUS_DATA", "a\0b"), "Linux"), "not a path");
  }
}
