package dev.gradus.magics.bench;

import com.google.gson.Gson;
import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.backend.CpuBackends;
import dev.gradus.engine.backend.SimdBackend;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus bench W3,W4_b64`: how long training steps, predictions, products and augmentation take.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures training steps and predictions of fixed networks.")
public final class BenchCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "WORKLOADS",
      description = "Names with commas between them, as W3,W4_b64; all (but W11) unless given.")
  String names = "all";

  @Option(names = "--threads", description = "Threads; all processors unless given.")
  @Nullable Integer threads;

  @Option(names = "--json", description = "Prints a line of JSON for each.")
  boolean json;

  @Option(names = "--list", description = "Lists the workloads.")
  boolean list;

  @Option(
      names = "--budget",
      paramLabel = "SECONDS",
      description = "Time to measure each (default: ${DEFAULT-VALUE}).")
  double budget = 4;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Time before anything counts (default: ${DEFAULT-VALUE}).")
  double warmUp = 3;

  @Option(
      names = "--repetition",
      paramLabel = "SECONDS",
      description = "Shortest time measured at once (default: ${DEFAULT-VALUE}).")
  double repetition = 0.2;

  @Option(names = "--peak", description = "Measures multiply-adds in registers instead.")
  boolean peak;

  @Option(
      names = "--each-line",
      description = "With --peak: measures again for every line on standard input.")
  boolean eachLine;

  @Option(
      names = "--first-step",
      paramLabel = "WORKLOAD",
      description = "Measures from the start of the process to the end of the first step.")
  @Nullable String firstStep;

  @Option(
      names = "--minutes",
      paramLabel = "MINUTES",
      description = "Works so long instead; says every minute what memory and time a step take.")
  @Nullable Double minutes;

  /// For picocli.
  public BenchCommand() {}

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var first = firstStep;
    if (list) {
      Workloads.all().forEach(w -> out.println(described(w)));
    } else if (peak) {
      peaks(out);
    } else if (first != null) {
      first(Workloads.named(first).getFirst(), out);
    } else if (minutes != null) {
      endure(minutes, out);
    } else {
      var rule = new Meter.Rule(warmUp, budget, repetition);
      for (var workload : Workloads.named(names)) {
        print(measured(workload, rule), out);
      }
    }
    out.flush();
    return 0;
  }

  private static String described(Workload w) {
    return String.format(
        Locale.ROOT, "%-18s %4d samples %12.3f MFLOP", w.id(), w.samples(), w.flops() * 1e-6);
  }

  private int threads() {
    var given = threads;
    if (given != null && (given < 1 || given > MOST_THREADS)) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be 1 to " + MOST_THREADS + ", got " + given + ".");
    }
    return given == null ? CpuBackends.defaultThreads() : given;
  }

  private void run(Workload workload, Ticks ticks) {
    var device = Device.cpu(threads());
    Context.seeded(1).on(device).run(() -> workload.work().run(device, ticks));
  }

  private Map<String, Object> measured(Workload workload, Meter.Rule rule) {
    var meter = new Meter(rule);
    run(workload, meter);
    var result = meter.result();
    var facts = facts(workload.id());
    facts.put("ms_per_step", rounded(result.seconds() * 1e3, 5));
    facts.put("samples_per_s", rounded(workload.samples() / result.seconds(), 1));
    facts.put("gflops", rounded(workload.flops() / result.seconds() * 1e-9, 2));
    facts.put("best_ms", rounded(result.best() * 1e3, 5));
    facts.put("quiet_reps", result.quiet());
    facts.put("noise", rounded(result.noise(), 3));
    var network = workload.model();
    if (network != null) {
      facts.put("params", network.get().parameters().learned());
    }
    MachineLoad.peakMegabytes().ifPresent(mb -> facts.put("rss_mb", mb));
    return facts;
  }

  private Map<String, Object> facts(String workload) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("peer", "gradus");
    facts.put("workload", workload);
    facts.put("threads", threads());
    return facts;
  }

  private void first(Workload workload, PrintWriter out) {
    var arrived = Instant.now();
    var start = ProcessHandle.current().info().startInstant().orElse(arrived);
    run(workload, () -> true);
    var end = Instant.now();
    var facts = facts("first_step_" + workload.id());
    facts.put("seconds", rounded(seconds(start, end), 3));
    facts.put("import_s", rounded(seconds(start, arrived), 3));
    facts.put("first_step_s", rounded(seconds(arrived, end), 3));
    MachineLoad.peakMegabytes().ifPresent(mb -> facts.put("rss_mb", mb));
    print(facts, out);
  }

  private void endure(double minutes, PrintWriter out) {
    if (!(minutes > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--minutes must be above 0, got " + minutes + ".");
    }
    for (var workload : Workloads.named(names)) {
      run(
          workload,
          new Endurance(
              minutes,
              sample -> {
                var facts = facts(workload.id());
                facts.put("minute", rounded(sample.minute(), 3));
                facts.put("steps", sample.pieces());
                facts.put("ms_per_step", rounded(sample.milliseconds(), 4));
                facts.put("cpu_ms_per_step", rounded(sample.processorMilliseconds(), 4));
                facts.put("heap_kb", sample.heap() / 1024);
                facts.put("other_kb", sample.other() / 1024);
                sample.resident().ifPresent(kb -> facts.put("rss_kb", kb));
                facts.put("collections", sample.collections());
                print(facts, out);
              }));
    }
  }

  private void peak(PrintWriter out) {
    var facts = facts("peak");
    if (Device.cpu(threads()).backend() instanceof SimdBackend fast) {
      facts.put("gflops", rounded(fast.estimatePeak() * 1e-9, 1));
    }
    print(facts, out);
  }

  /// Measures once and then for each line that comes: whoever compares wants to know it at any
  /// time.
  private void peaks(PrintWriter out) {
    peak(out);
    if (eachLine) {
      var lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines();
      lines.forEach(line -> peak(out));
    }
  }

  private static double seconds(Instant from, Instant to) {
    return java.time.Duration.between(from, to).toNanos() * 1e-9;
  }

  private static double rounded(double x, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(x * scale) / scale;
  }

  private void print(Map<String, Object> facts, PrintWriter out) {
    if (json) {
      out.println(new Gson().toJson(facts));
    } else {
      facts.remove("peer");
      var line = new StringBuilder(String.format("%-18s", facts.remove("workload")));
      facts.forEach((name, value) -> line.append("  ").append(name).append(' ').append(value));
      out.println(line);
    }
    out.flush();
  }
}
