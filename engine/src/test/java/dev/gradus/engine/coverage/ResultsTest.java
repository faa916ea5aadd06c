package dev.gradus.engine.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.coverage.Results.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Result PASS = new Result("pass", false);
  private static final Result FAIL = new Result("fail", false);
  private static final Result SKIPPED = new Result("skipped", false);
  private static final Result PASS_FULL = new Result("pass", true);

  @Test
  void theWorstOfARowCounts() {
    var results = new Results();
    results.add("ATest.one", PASS);
    results.add("ATest.long", PASS_FULL);
    results.add("BTest.one", PASS);
    results.add("BTest.two", FAIL);
    results.add("BTest.two", PASS); // another invocation
    results.add("CTest.one", SKIPPED);
    results.add("CTest.one", PASS);
    assertEquals("pass", results.of(List.of("ATest.one", "NoTest.atAll")));
    assertEquals("pass (full)", results.of(List.of("ATest")));
    assertEquals("pass (full)", results.of(List.of("ATest.long", "BTest.one")));
    assertEquals("fail", results.of(List.of("ATest.one", "BTest")));
    assertEquals("not run", results.of(List.of("CTest")));
    assertEquals("not run", results.of(List.of("ATes")));
    assertEquals("pass", results.of(List.of("CTest", "BTest.one")));
  }

  @Test
  void aLaterRunReplacesWhatItRan(@TempDir Path folder) throws IOException {
    var file = folder.resolve("coverage.tsv");
    assertTrue(Results.read(file).isEmpty());
    var first = new Results();
    first.add("ATest.one", FAIL);
    first.add("ATest.long", PASS_FULL);
    first.write(file);
    var second = new Results();
    second.add("ATest.one", PASS);
    var all = Results.read(file);
    assertEquals("fail", all.of(List.of("ATest")));
    all.replace(second);
    all.write(file);
    assertEquals("pass (full)", Results.read(file).of(List.of("ATest")));
    assertEquals("pass", Results.read(file).of(List.of("ATest.one")));
  }
}
