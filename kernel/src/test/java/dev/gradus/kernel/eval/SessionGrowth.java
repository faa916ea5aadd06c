package dev.gradus.kernel.eval;

import dev.gradus.kernel.session.Cells;
import dev.gradus.kernel.session.internal.ProcessStreams;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

/// Prints what thousands of cells cost in memory and time, in a session and in JShell alone with
/// the JDK's own control, by turns in one process. Arguments: the cells of each (10000), the cells
/// of a block (500), the start of the names of those to run (all).
public final class SessionGrowth {
  private static final PrintStream OUT = ProcessStreams.realOut();

  private SessionGrowth() {}

  /// See [SessionGrowth].
  public static void main(String[] args) throws Exception {
    int cells = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int block = args.length > 1 ? Integer.parseInt(args[1]) : 500;
    String only = args.length > 2 ? args[2] : "";
    OUT.println("| cells | who | RSS MiB | heap MiB | metaspace KiB | classes | median ms |");
    OUT.println("|---|---|---|---|---|---|---|");
    int distinct = Math.min(cells, 1_000);
    int hundred = Math.min(block, 100);
    List<Cycle> cycles =
        List.of(
            new Cycle("200 names, session", cells, block, SessionGrowth::named, true),
            new Cycle("200 mixed names, session", cells, block, SessionGrowth::mixed, true),
            new Cycle("new names, session", distinct, hundred, SessionGrowth::fresh, true),
            new Cycle("new names, JShell", distinct, hundred, SessionGrowth::fresh, false),
            new Cycle("200 names, JShell", cells / 5, block, SessionGrowth::named, false));
    for (Cycle each : cycles) {
      if (each.who.startsWith(only)) {
        each.run();
      }
    }
  }

  private static String named(int i) {
    return "int v" + i % 200 + " = " + i + ";";
  }

  private static String fresh(int i) {
    return "int n" + i + " = 1;";
  }

  private static String mixed(int i) {
    return switch (i % 4) {
      case 0 -> "int v" + i % 200 + " = " + i + ";";
      case 1 -> "int m" + i % 200 + "(int x) { return x + " + i + "; }";
      case 2 -> "class C" + i % 200 + " { int f = " + i + "; } new C" + i % 200 + "().f";
      default -> "1 + " + i;
    };
  }

  private record Cycle(
      String who, int cells, int block, IntFunction<String> code, boolean session) {

    void run() throws IOException {
      if (session) {
        inSession();
      } else {
        inJShell();
      }
    }

    private void inSession() throws IOException {
      try (var mine = new Cells()) {
        Consumer<String> each =
            text -> {
              if (!mine.run(text).ok()) {
                throw new IllegalStateException(text);
              }
            };
        SessionGrowth.run(who, cells, block, code, each);
      }
    }

    private void inJShell() throws IOException {
      var control = new LocalExecutionControlProvider();
      try (var shell = JShell.builder().executionEngine(control, Map.of()).build()) {
        for (String each : List.of("io", "math", "net", "nio.file", "util", "util.stream")) {
          shell.eval("import java." + each + ".*;");
        }
        SessionGrowth.run(who, cells, block, code, text -> all(shell, text));
      }
    }
  }

  private static void all(JShell shell, String text) {
    String rest = text;
    while (!rest.isBlank()) {
      CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      shell.eval(info.source());
      rest = info.remaining();
    }
  }

  private static void run(
      String who, int cells, int block, IntFunction<String> code, Consumer<String> each)
      throws IOException {
    long[] times = new long[block];
    for (int i = 0; i < cells; i++) {
      long start = System.nanoTime();
      each.accept(code.apply(i));
      times[i % block] = System.nanoTime() - start;
      if (i % block == block - 1) {
        print(i + 1, who, times);
      }
    }
  }

  private static void print(int cells, String who, long[] times) throws IOException {
    System.gc();
    System.gc();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum();
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    OUT.printf(
        "| %d | %s | %d | %.1f | %d | %d | %.1f |%n",
        cells,
        who,
        residentKib() / 1024,
        heap.getUsed() / 1048576.0,
        metaspace / 1024,
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        sorted[sorted.length / 2] / 1e6);
    OUT.flush();
  }

  private static long residentKib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
