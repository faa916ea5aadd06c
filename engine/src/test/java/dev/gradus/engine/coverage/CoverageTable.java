package dev.gradus.engine.coverage;

import dev.gradus.engine.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The rows of the checklist, and the document that says which tests prove them.
final class CoverageTable {
  /// A row.
  ///
  /// @param level MUST, SHOULD or NOTE
  record Row(String id, String level, String what) {}

  private static final String HEAD =
      """
      # Coverage of the course checklist

      What the course chapters name about architectures (A), layers (B), training (C) and recurrent \
      networks (D), and the tests that prove it: from the annotation `@Covers` in the tests, and \
      how they ended in the last run. A test compares rows and tests with this file. To write it \
      anew, after a run of all tests:

          ./gradus test -pl engine -Pfull
          mvn -q test -pl engine -Dtest=CoverageTest -Dgradus.coverage=write

      `pass`: all its tests passed, those that only the profile `full` runs among them. `pass (2 \
      of 3)`: the others were left out or skipped, as for want of data. `fail`: one failed. `not run`: none was run with the classes that were there when this \
      was written. Rows without a test are texts, pictures or experiments of the notebooks.

      | id | level | what | test | result |
      |---|---|---|---|---|
      """;

  private CoverageTable() {}

  /// All rows in order.
  static List<Row> rows() {
    try (var in =
        Objects.requireNonNull(
            CoverageTable.class.getResourceAsStream("/coverage/checklist.tsv"))) {
      var rows = new ArrayList<Row>();
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        var cells = line.split("\t", 3);
        rows.add(new Row(cells[0], cells[1], cells[2]));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names of the tests of a class by row, as `LinearTest` or `LinearTest.gradients`.
  static Map<String, Set<String>> of(Class<?> type) {
    var covered = new LinkedHashMap<String, Set<String>>();
    var all = type.getAnnotation(Covers.class);
    if (all != null) {
      add(covered, all, type.getSimpleName());
    }
    for (var method : type.getDeclaredMethods()) {
      var some = method.getAnnotation(Covers.class);
      if (some != null) {
        add(covered, some, name(type, method.getName()));
      }
    }
    return covered;
  }

  static String name(Class<?> type, String method) {
    return type.getSimpleName() + "." + method;
  }

  private static void add(Map<String, Set<String>> covered, Covers covers, String test) {
    for (var id : covers.value()) {
      covered.computeIfAbsent(id, key -> new TreeSet<>()).add(test);
    }
  }

  /// The document.
  ///
  /// @param tests names of tests by row
  /// @param result of the tests of a row, by their names
  static String document(
      Map<String, Set<String>> tests, Function<Collection<String>, String> result) {
    var text = new StringBuilder(HEAD);
    for (var row : rows()) {
      var names = tests.getOrDefault(row.id(), Set.of());
      var shown = names.isEmpty() ? "-" : names.stream().sorted().collect(Collectors.joining(", "));
      var ended = names.isEmpty() ? "-" : result.apply(names);
      text.append(
          "| %s | %s | %s | %s | %s |%n"
              .formatted(row.id(), row.level(), row.what(), shown, ended));
    }
    return text.toString().replace("\r", "");
  }
}
