package dev.gradus.engine.coverage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradus.engine.Model;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// How test methods ended in the runs since the last `clean`, kept in target/coverage.tsv: a line
/// `LinearTest.gradients`, `pass`, `fail` or `skipped`, and a fingerprint of the classes that were
/// tested. A later run replaces the lines of the tests that it ran; what other classes did is not
/// counted.
final class Results {
  static final Path FILE = Path.of("target", "coverage.tsv");

  /// How a method ended.
  ///
  /// @param word pass, fail or skipped
  /// @param tested fingerprint of the tested classes
  record Result(String word, String tested) {
    /// Of several invocations the worst counts.
    Result and(Result other) {
      return rank(word) >= rank(other.word) ? this : other;
    }

    private static int rank(String word) {
      return List.of("pass", "skipped", "fail").indexOf(word);
    }
  }

  private final TreeMap<String, Result> methods = new TreeMap<>();

  /// Where the tested classes lie.
  static Path tested() {
    try {
      return Path.of(Model.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new LinkageError("no folder of classes", e);
    }
  }

  /// A fingerprint of all classes in a folder.
  static String fingerprint(Path classes) throws IOException {
    var sum = new CRC32();
    try (var files = Files.walk(classes)) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        sum.update(classes.relativize(file).toString().replace('\\', '/').getBytes(UTF_8));
        sum.update(Files.readAllBytes(file));
      }
    }
    return Long.toHexString(sum.getValue());
  }

  /// What a file says; nothing if there is none.
  static Results read(Path file) throws IOException {
    var results = new Results();
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file)) {
        var cells = line.split("\t", -1);
        if (cells.length == 3) {
          results.methods.put(cells[0], new Result(cells[1], cells[2]));
        }
      }
    }
    return results;
  }

  void write(Path file) throws IOException {
    Files.write(
        file,
        methods.entrySet().stream()
            .map(e -> e.getKey() + "\t" + e.getValue().word + "\t" + e.getValue().tested)
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

  /// The results of these classes alone.
  Results of(String tested) {
    var some = new Results();
    methods.forEach((name, result) -> {
      if (result.tested.equals(tested)) {
        some.methods.put(name, result);
      }
    });
    return some;
  }

  /// The result of a row: `fail` if one of its tests failed, `not run` if none passed, `pass` if
  /// all passed, those that only the profile full runs among them, and `pass (2 of 3)` if some were
  /// not run or skipped.
  ///
  /// @param tests names of methods, `LinearTest.gradients`, or classes, `LinearTest`
  String of(Collection<String> tests) {
    int passed = 0;
    for (var test : tests) {
      var ended = ended(test);
      if (ended.stream().anyMatch(r -> r.word.equals("fail"))) {
        return "fail";
      }
      if (ended.stream().anyMatch(r -> r.word.equals("pass"))
          && ended.stream().noneMatch(r -> r.word.equals("skipped"))) {
        passed++;
      }
    }
    if (passed == 0) {
      return "not run";
    }
    return passed < tests.size() ? "pass (%d of %d)".formatted(passed, tests.size()) : "pass";
  }

  private List<Result> ended(String test) {
    return methods.entrySet().stream()
        .filter(e -> e.getKey().equals(test) || e.getKey().startsWith(test + "."))
        .map(e -> e.getValue())
        .toList();
  }
}
