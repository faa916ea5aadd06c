package dev.gradus.engine.coverage;

import dev.gradus.engine.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
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
      networks (D), and the tests that prove it. Made from the annotation `@Covers` in the tests; \
      a test compares it with this file. To write it anew:

          mvn -q test -pl engine -Dtest=CoverageTest -Dgradus.coverage=write

      A whole run of the engine's tests writes `engine/target/coverage.md` with the results of that \
      run; tests with the tag `full` are not part of it. Rows without a test are texts, pictures or \
      experiments of the notebooks.

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
        add(covered, some, name(type, method));
      }
    }
    return covered;
  }

  static String name(Class<?> type, Method method) {
    return type.getSimpleName() + "." + method.getName();
  }

  private static void add(Map<String, Set<String>> covered, Covers covers, String test) {
    for (var id : covers.value()) {
      covered.computeIfAbsent(id, key -> new TreeSet<>()).add(test);
    }
  }

  /// The document.
  ///
  /// @param tests names of tests by row
  /// @param result of a test by its name
  static String document(Map<String, Set<String>> tests, UnaryOperator<String> result) {
    var text = new StringBuilder(HEAD);
    for (var row : rows()) {
      var names = tests.getOrDefault(row.id(), Set.of());
      var shown = names.isEmpty() ? "-" : names.stream().sorted().collect(Collectors.joining(", "));
      text.append(
          "| %s | %s | %s | %s | %s |%n"
              .formatted(row.id(), row.level(), row.what(), shown, worst(names, result)));
    }
    return text.toString().replace("\r", "");
  }

  private static String worst(Set<String> names, UnaryOperator<String> result) {
    var results = names.stream().map(result).collect(Collectors.toSet());
    for (var word : List.of("fail", "skipped", "not run")) {
      if (results.contains(word)) {
        return word;
      }
    }
    return names.isEmpty() ? "-" : "pass";
  }
}
