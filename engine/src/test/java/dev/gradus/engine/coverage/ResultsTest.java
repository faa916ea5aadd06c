package dev.gradus.engine.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.coverage.Results.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Result PASS = new Result("pass", "a");
  private static final Result FAIL = new Result("fail", "a");
  private static final Result SKIPPED = new Result("skipped", "a");

  @Test
  void theWorstOfARowCounts() {
    var results = new Results();
    results.add("ATest.one", PASS);
    results.add("ATest.long", PASS);
    results.add("BTest.one", PASS);
    results.add("BTest.two", FAIL);
    results.add("BTest.two", PASS); // another invocation
    results.add("CTest.one", SKIPPED);
    results.add("CTest.one", PASS);
    assertEquals("pass", results.of(List.of("ATest.one")));
    assertEquals("pass (1 of 2)", results.of(List.of("ATest.one", "NoTest.atAll")));
    assertEquals("pass", results.of(List.of("ATest")));
    assertEquals("pass", results.of(List.of("ATest.long", "BTest.one")));
    assertEquals("fail", results.of(List.of("ATest.one", "BTest")));
    assertEquals("not run", results.of(List.of("CTest")));
    assertEquals("not run", results.of(List.of("ATes")));
    assertEquals("pass (1 of 2)", results.of(List.of("CTest", "BTest.one")));
  }

  @Test
  void aLaterRunReplacesWhatItRan(@TempDir Path folder) throws IOException {
    var file = folder.resolve("coverage.tsv");
    assertTrue(Results.read(file).isEmpty());
    var first = new Results();
    first.add("ATest.one", FAIL);
    first.add("ATest.long", PASS);
    first.write(file);
    var second = new Results();
    second.add("ATest.one", PASS);
    var all = Results.read(file);
    assertEquals("fail", all.of(List.of("ATest")));
    all.replace(second);
    all.write(file);
    assertEquals("pass", Results.read(file).of(List.of("ATest")));
    assertEquals("pass", Results.read(file).of(List.of("ATest.one")));
  }

  @Test
  void resultsOfOtherClassesDoNotCount(@TempDir Path folder) throws IOException {
    var file = folder.resolve("coverage.tsv");
    var before = new Results();
    before.add("ATest.one", PASS);
    before.add("ATest.two", new Result("pass", "b"));
    before.write(file);
    var now = Results.read(file).of("b");
    assertEquals("pass (1 of 2)", now.of(List.of("ATest.one", "ATest.two")));
    assertTrue(Results.read(file).of("c").isEmpty());
  }

  @Test
  void theFingerprintChangesWithAClass(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("A.class"), "1");
    var first = Results.fingerprint(folder);
    Files.writeString(folder.resolve("notes.txt"), "2");
    assertEquals(first, Results.fingerprint(folder));
    Files.writeString(folder.resolve("A.class"), "3");
    assertNotEquals(first, Results.fingerprint(folder));
  }
}
