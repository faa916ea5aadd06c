package dev.gradus.kernel.eval.internal;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Predicate;

/// Cells that a session goes through while it is idle after its start, so that the first ones of
/// its user find their paths compiled.
final class Rehearsal {
  private static final List<String> CELLS =
      List.of(
          "1 + 1",
          "int $warm = 2;\n$warm",
          "System.out.println(1);",
          "var $warm = \"a\" + 2; $warm",
          "List.of(1, 2)",
          "for (int i = 0; i < 2; i++) { System.out.print(\"\"); }",
          "int $warm(int x) { return 2 * x; }\n$warm(3)");

  private static final int ROUNDS = 5;
  private static final long MOST_NANOS = 2_000_000_000L;

  private Rehearsal() {}

  /// Runs the rounds, as far as they fit in some seconds of the processor's time.
  ///
  /// @param cell runs one; false to stop
  static void run(Predicate<String> cell) {
    var times = ManagementFactory.getThreadMXBean();
    long end = times.getCurrentThreadCpuTime() + MOST_NANOS;
    for (int i = 0; i < ROUNDS * CELLS.size(); i++) {
      if (times.getCurrentThreadCpuTime() > end || !cell.test(CELLS.get(i % CELLS.size()))) {
        return;
      }
    }
  }
}
