package dev.gradus.engine.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

  /// The column of results is left out, which only runs of all tests can fill.
  @Test
  void documentEqualsTheAnnotations() throws Exception {
    if ("write".equals(System.getProperty("gradus.coverage"))) {
      var results = Results.read(Results.FILE).of(Results.fingerprint(Results.tested()));
      assertFalse(
          results.isEmpty(),
          "there are no results of these classes: run ./gradus test -pl engine -Pfull first");
      Files.writeString(DOCUMENT, CoverageTable.document(tests(), results::of));
    }
    assertEquals(
        withoutResults(CoverageTable.document(tests(), names -> "pass")),
        withoutResults(Files.readString(DOCUMENT).replace("\r", "")),
        "docs/coverage.md is old: see in it how it is written anew");
  }

  private static String withoutResults(String document) {
    return document
        .lines()
        .map(line -> line.startsWith("| ") ? line.replaceFirst(" [^|]* \\|$", "") : line)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void noMustRowIsKnownToFailOrWithoutARun() throws Exception {
    try (var lines = Files.lines(DOCUMENT)) {
      assertEquals(
          List.of(),
          lines
              .filter(line -> line.matches("\\| [A-D][0-9]{2} \\| MUST .*"))
              .filter(line -> !line.matches(".*\\| pass( \\([^|]*\\))? \\|\\s*"))
              .toList());
    }
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
