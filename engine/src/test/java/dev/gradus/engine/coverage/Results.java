package dev.gradus.engine.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How test methods ended in the runs since the last `clean`, kept in target/coverage.tsv: a line
/// `LinearTest.gradients`, `pass`, `fail` or `skipped`, and `full` if the test has that tag. A
/// later run replaces the lines of the tests that it ran.
final class Results {
  static final Path FILE = Path.of("target", "coverage.tsv");

  /// How a method ended.
  ///
  /// @param word pass, fail or skipped
  /// @param full whether only the profile full runs it
  record Result(String word, boolean full) {
    /// Of several invocations the worst counts.
    Result and(Result other) {
      return rank(word) >= rank(other.word) ? this : other;
    }

    private static int rank(String word) {
      return List.of("pass", "skipped", "fail").indexOf(word);
    }
  }

  private final TreeMap<String, Result> methods = new TreeMap<>();

  /// What a file says; nothing if there is none.
  static Results read(Path file) throws IOException {
    var results = new Results();
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file)) {
        var cells = line.split("\t", -1);
        results.methods.put(cells[0], new Result(cells[1], cells[2].equals("full")));
      }
    }
    return results;
  }

  void write(Path file) throws IOException {
    Files.write(
        file,
        methods.entrySet().stream()
            .map(e ->
                e.getKey()
                    + "\t"
                    + e.getValue().word
                    + "\t"
                    + (e.getValue().full ? "full" : "normal"))
            .toList());
  }

  boolean isEmpty() {
    return methods.isEmpty();
  }

  /// A method, or one more invocation of it, has ended.
  void add(String method, Result result) {
    methods.merge(method, result, Result::and);
  }

  /// Replaces what is known of the methods of another run.
  void replace(Results newer) {
    methods.putAll(newer.methods);
  }

  /// The result of a row: `fail` if one of its tests failed; `pass (full)` if all that ran passed
  /// and one of them has the tag full; `pass` if those of a normal run passed; else `not run`.
  ///
  /// @param tests names of methods, `LinearTest.gradients`, or classes, `LinearTest`
  String of(Collection<String> tests) {
    var ended =
        tests.stream()
            .flatMap(test ->
                methods.entrySet().stream()
                    .filter(e -> e.getKey().equals(test) || e.getKey().startsWith(test + "."))
                    .map(e -> e.getValue()))
            .collect(Collectors.toSet());
    if (ended.stream().anyMatch(r -> r.word.equals("fail"))) {
      return "fail";
    }
    if (ended.contains(new Result("pass", true))) {
      return "pass (full)";
    }
    return ended.contains(new Result("pass", false)) ? "pass" : "not run";
  }
}
