package dev.gradus.kernel.eval;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import jdk.jshell.JShell;
import jdk.jshell.execution.LocalExecutionControlProvider;

/// What cells cost in JShell alone, to be run beside a measurement of the kernel: the first `1+1`,
/// the median of 100 and of their last 20, with pauses, and after 300 declarations; milliseconds.
public final class RawShellLatency {
  private RawShellLatency() {}

  /// Measures and prints a line.
  ///
  /// @param args none
  public static void main(String[] args) throws InterruptedException {
    try (var shell =
        JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build()) {
      double first = median(times(shell, 1, i -> "1+1"));
      double[] hundred = times(shell, 100, i -> "1+1");
      double last = median(Arrays.copyOfRange(hundred, 80, 100));
      var random = new Random(1);
      var paused = new double[30];
      for (int i = 0; i < paused.length; i++) {
        Thread.sleep(random.nextInt(250));
        paused[i] = times(shell, 1, n -> "1+1")[0];
      }
      times(shell, 300, i -> "int v" + i + " = " + i + ";");
      System.out.printf(
          Locale.ROOT,
          "first %.0f, 100 times %.1f (last 20 %.1f), with pauses %.1f, after 300 declarations"
              + " %.1f%n",
          first,
          median(hundred),
          last,
          median(paused),
          median(times(shell, 20, i -> "1+1")));
    }
  }

  private static double[] times(JShell shell, int n, IntFunction<String> code) {
    var times = new double[n];
    for (int i = 0; i < n; i++) {
      long start = System.nanoTime();
      shell.eval(code.apply(i));
      times[i] = (System.nanoTime() - start) * 1e-6;
    }
    return times;
  }

  private static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
