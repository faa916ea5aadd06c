package dev.gradus.engine.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/coverage.md says what the annotations say, and every row named in a test exists.
class CoverageTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "coverage.md");

  /// Rows that are proven by tests still to be written, by group. A row leaves the list with its
  /// first test.
  private static final Set<String> NOT_YET = Set.of();

  @Test
  void documentEqualsTheAnnotations() throws Exception {
    var expected = CoverageTable.document(tests(), name -> "pass");
    if ("write".equals(System.getProperty("gradus.coverage"))) {
      Files.writeString(DOCUMENT, expected);
    }
    var document = Files.readString(DOCUMENT).replace("\r", "");
    assertEquals(
        expected, document, "docs/coverage.md is old: run this test with -Dgradus.coverage=write");
  }

  @Test
  void everyNamedRowExists() throws Exception {
    var known = CoverageTable.rows().stream().map(CoverageTable.Row::id).toList();
    var unknown = new HashSet<>(tests().keySet());
    unknown.removeAll(known);
    unknown.removeIf(id -> id.matches("[E-JX][0-9]{2}"));
    assertTrue(unknown.isEmpty(), () -> "no such rows: " + unknown);
  }

  private static Map<String, Set<String>> tests() throws IOException, URISyntaxException {
    var root = Path.of(Covers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var tests = new HashMap<String, Set<String>>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(f -> f.toString().endsWith("Test.class")).toList()) {
        var name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
        CoverageTable.of(load(name.substring(0, name.length() - ".class".length())))
            .forEach((id, some) -> tests.computeIfAbsent(id, key -> new TreeSet<>()).addAll(some));
      }
    }
    return tests;
  }

  static Class<?> load(String name) {
    try {
      return Class.forName(name, false, CoverageTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void mustRowsAreProven() throws Exception {
    var tests = tests();
    var open =
        CoverageTable.rows().stream()
            .filter(row -> row.level().equals("MUST") && !tests.containsKey(row.id()))
            .map(CoverageTable.Row::id)
            .collect(Collectors.toCollection(TreeSet::new));
    var proven = new TreeSet<>(NOT_YET);
    proven.removeAll(open);
    assertTrue(
        proven.isEmpty(), () -> "these rows have a test now, take them out of NOT_YET: " + proven);
    open.removeAll(NOT_YET);
    assertTrue(
        open.isEmpty(),
        () ->
            "MUST rows without a test: "
                + open
                + ". Write one and annotate it with @Covers, or restore the one that was lost.");
  }
}
