package dev.gradus.engine.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// What every kernel owes: run on the same numbers it gives what the reference gives, within float
/// rounding; it writes its targets and nothing else; and it gives the same bits for every number of
/// threads.
final class BackendContract {
  private final List<DynamicTest> tests = new ArrayList<>();

  /// Makes inputs and targets in a memory, runs a kernel and returns its targets.
  @FunctionalInterface
  interface Kernel {
    List<Slice> run(Backend backend, Arena memory);
  }

  /// A kernel whose targets can be added to.
  @FunctionalInterface
  interface Accumulating {
    List<Slice> run(Backend backend, Arena memory, boolean accumulate);
  }

  /// Adds the tests of a kernel.
  ///
  /// @param terms length of its longest sum
  void add(String name, long terms, Kernel kernel) {
    Backends.fast()
        .forEach(backend ->
            tests.add(
                dynamicTest(
                    name + " on " + backend.name(), () -> compare(backend, terms, kernel))));
    tests.add(dynamicTest(name + " on any number of threads", () -> threads(kernel)));
    tests.add(dynamicTest(name + " on the reference", () -> run(Backends.reference(), kernel)));
  }

  /// Adds the tests of a kernel, overwriting and accumulating.
  void accumulating(String name, long terms, Accumulating kernel) {
    add(name, terms, (b, m) -> kernel.run(b, m, false));
    add(name + ", accumulating", terms, (b, m) -> kernel.run(b, m, true));
  }

  /// The tests.
  Stream<DynamicTest> tests() {
    return tests.stream();
  }

  private static List<double[]> run(Backend backend, Kernel kernel) {
    var memory = new Arena(backend, 17);
    var targets = kernel.run(backend, memory);
    memory.check();
    return targets.stream().map(Arena::toArray).toList();
  }

  private static void compare(Backend backend, long terms, Kernel kernel) {
    var expected = run(Backends.reference(), kernel);
    var actual = run(backend, kernel);
    for (int i = 0; i < expected.size(); i++) {
      Closeness.check("target " + i, expected.get(i), actual.get(i), Closeness.tolerance(terms));
    }
  }

  private static void threads(Kernel kernel) {
    Backends.threaded()
        .forEach(group -> {
          var first = run(group[0], kernel);
          for (var backend : group) {
            var next = run(backend, kernel);
            for (int i = 0; i < first.size(); i++) {
              assertArrayEquals(first.get(i), next.get(i), backend.name());
            }
          }
        });
  }
}
