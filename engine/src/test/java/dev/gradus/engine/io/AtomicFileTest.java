package dev.gradus.engine.io;

import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.DataException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder = Path.of("");

  private static void write(Path path, String text) {
    AtomicFile.write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }

  @Test
  void replacesAndLeavesNothingElse() throws IOException {
    var path = folder.resolve("a");
    write(path, "one, and longer");
    write(path, "two");
    assertEquals("two", Files.readString(path));
    assertEquals(List.of("a"), files());
  }

  @Test
  void theFileIsNotThereBeforeItIsComplete() throws IOException {
    var path = folder.resolve("a");
    write(path, "old");
    AtomicFile.write(
        path,
        out -> {
          out.write(new byte[1 << 20]);
          out.flush();
          assertEquals("old", Files.readString(path));
          assertEquals(2, files().size());
        });
    assertEquals(1 << 20, Files.size(path));
  }

  @Test
  void whatFailsLeavesTheOldFile() throws IOException {
    var path = folder.resolve("a");
    write(path, "old");
    AtomicFile.Body full =
        out -> {
          out.write(1);
          throw new IOException("no space left on device");
        };
    says(() -> AtomicFile.write(path, full), "no space left", "untouched");
    AtomicFile.Body broken =
        out -> {
          throw new IllegalStateException("broken");
        };
    assertThrows(IllegalStateException.class, () -> AtomicFile.write(path, broken));
    assertEquals("old", Files.readString(path));
    assertEquals(List.of("a"), files());
  }

  @Test
  void placesWhereNoFileCanBe() throws IOException {
    says(() -> write(folder.resolve("b").resolve("c"), ""), "there is no folder", "b");
    says(() -> write(folder, ""), "it is a folder");
    assertEquals(List.of(), files());
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    var target = Files.writeString(folder.resolve("target"), "old");
    var link = folder.resolve("link");
    try {
      Files.createSymbolicLink(link, target);
    } catch (IOException | UnsupportedOperationException e) {
      Assumptions.abort("no links here: " + e);
    }
    write(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(target));
  }

  private Path leftOver(String name, Duration age) throws IOException {
    var path = Files.writeString(folder.resolve(name), "half");
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    return path;
  }

  @Test
  void whatDeadProgramsLeftIsRemoved() throws IOException {
    leftOver(".a.dead" + AtomicFile.SUFFIX, Duration.ofMinutes(5));
    leftOver(".a.young" + AtomicFile.SUFFIX, Duration.ofSeconds(5));
    leftOver(".b.other" + AtomicFile.SUFFIX, Duration.ofMinutes(5));
    leftOver(".a.mine", Duration.ofMinutes(5));
    var held = leftOver(".a.held" + AtomicFile.SUFFIX, Duration.ofMinutes(5));
    try (var file = new FileOutputStream(held.toFile(), true);
        var lock = file.getChannel().lock()) {
      assertTrue(lock.isValid());
      write(folder.resolve("a"), "new");
    }
    assertEquals(
        List.of(
            ".a.held" + AtomicFile.SUFFIX,
            ".a.mine",
            ".a.young" + AtomicFile.SUFFIX,
            ".b.other" + AtomicFile.SUFFIX,
            "a"),
        files());
  }

  @Test
  void manyThreadsSaveUnderOneName() throws Exception {
    var path = folder.resolve("a");
    var threads = new Thread[4];
    var failed = new DataException[threads.length];
    for (int t = 0; t < threads.length; t++) {
      var text = String.valueOf((char) ('a' + t)).repeat(10_000 + t);
      int me = t;
      threads[t] =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int i = 0; i < 20; i++) {
                    write(path, text);
                  }
                } catch (DataException e) {
                  failed[me] = e;
                }
              });
    }
    for (var thread : threads) {
      thread.join();
    }
    for (var e : failed) {
      assertEquals(null, e);
    }
    var text = Files.readString(path);
    assertEquals(1, text.chars().distinct().count());
    assertEquals(10_000 + text.charAt(0) - 'a', text.length());
    assertEquals(List.of("a"), files());
  }
}
