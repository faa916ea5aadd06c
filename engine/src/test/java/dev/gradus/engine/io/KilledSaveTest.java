package dev.gradus.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.random.Philox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that is killed while it saves leaves the old file or the new one, whole: a chain, a
/// graph or a checkpoint.
class KilledSaveTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"chain, 2", "graph, 2", "checkpoint, 2"})
  void fewKills(String kind, int times) throws Exception {
    kill(kind, times);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain", "graph", "checkpoint"})
  @Tag("full")
  void manyKills(String kind) throws Exception {
    kill(kind, 200);
  }

  private void kill(String kind, int times) throws Exception {
    var path = folder.resolve("model.safetensors");
    var random = new Philox(17, 0);
    long saves = 0;
    int leftOver = 0;
    for (int i = 0; i < times; i++) {
      var program = start(kind, path);
      try (var out = program.inputReader(StandardCharsets.UTF_8)) {
        assertEquals("saving", out.readLine());
        Thread.sleep(random.nextInt(60));
      } finally {
        program.destroyForcibly();
        assertTrue(program.waitFor(20, TimeUnit.SECONDS));
      }
      assertFalse(program.exitValue() == 0, "it ended before it was killed");
      saves += check(kind, path);
      leftOver += temporaries().size();
      age();
    }
    assertTrue(saves >= times, "only " + saves + " saves in " + times + " runs");
    SaveLoop.saving(kind).save(path, 1);
    assertEquals(List.of(), temporaries(), "a later save removes what the killed ones left");
    if (times > 10) {
      System.out.printf(
          "%s: %d kills in %d saves, %d of them in the middle of one%n",
          kind, times, saves, leftOver);
      assertTrue(leftOver > 0, "no kill hit a save");
    }
  }

  private static Process start(String kind, Path path) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            classPath(),
            SaveLoop.class.getName(),
            kind,
            path.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Where the classes needed were loaded from, whatever started this test.
  private static String classPath() {
    return java.util.stream.Stream.of(
            SaveLoop.class, ModelFile.class, com.google.gson.Gson.class, Process.class)
        .map(c -> c.getProtectionDomain().getCodeSource())
        .filter(s -> s != null)
        .map(s -> Path.of(java.net.URI.create(s.getLocation().toString())).toString())
        .distinct()
        .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
  }

  /// The file loads, and all its numbers are of one save; returns which.
  private static int check(String kind, Path path) {
    if (kind.equals("checkpoint")) {
      var file = TrainingFile.read(path);
      int number = (int) file.state().position().modelSteps();
      all(number, file.model().parameters().snapshot());
      all(number, file.state().weights());
      assertEquals(2, file.state().optimizerBuffers().size());
      file.state().optimizerBuffers().forEach(b -> all(number, b));
      assertEquals(2, TrainingFile.history(path).stepLosses().length);
      return number;
    }
    var file = ModelFile.read(path);
    var save = file.metadata().get("save");
    assertNotNull(save);
    int number = Integer.parseInt(save);
    all(number, file.model().parameters().snapshot());
    return number;
  }

  private static void all(int number, float[] values) {
    for (float v : values) {
      assertEquals((float) number, v);
    }
  }

  private List<Path> temporaries() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(AtomicFile.SUFFIX)).toList();
    }
  }

  /// Makes the left-overs old enough to be removed.
  private void age() throws IOException {
    for (var file : temporaries()) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600)));
    }
  }
}
