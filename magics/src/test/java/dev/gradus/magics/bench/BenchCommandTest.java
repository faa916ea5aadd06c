package dev.gradus.magics.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.kernel.cli.GradusCommand;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  /// Parameters as the scripts of other libraries count them, with one bias in a recurrent gate.
  private static final Map<String, Integer> PARAMETERS =
      Map.ofEntries(
          Map.entry("W2a", 79_510),
          Map.entry("W2b", 669_706),
          Map.entry("W3", 61_706),
          Map.entry("W4_b10", 1_672_570),
          Map.entry("W4_b64", 1_672_570),
          Map.entry("W5", 1_188_170),
          Map.entry("W6", 272_474),
          Map.entry("W7_small", 4_651_600),
          Map.entry("W7_medium", 19_775_200),
          Map.entry("W8_lstm", 107_713),
          Map.entry("W8_gru", 83_265),
          Map.entry("W9_lenet_b1", 61_706),
          Map.entry("W9_lenet_b256", 61_706),
          Map.entry("W9_vgg_b1", 1_188_170),
          Map.entry("W11_b16", 1_672_570),
          Map.entry("W11_b64", 1_672_570),
          Map.entry("W11_b256", 1_672_570),
          Map.entry("W11_b1024", 1_672_570));

  /// Millions of operations of a step, as the scripts of other libraries count them.
  private static final Map<String, Double> MEGAFLOPS =
      Map.ofEntries(
          Map.entry("W2a", 3.196),
          Map.entry("W2b", 205.389824),
          Map.entry("W3", 144.89088),
          Map.entry("W4_b64", 1198.848),
          Map.entry("W5", 29225.385984),
          Map.entry("W6", 7807.819776),
          Map.entry("W7_small", 6336.0),
          Map.entry("W7_medium", 55692.0),
          Map.entry("W8_lstm", 922.0096),
          Map.entry("W8_gru", 711.4752),
          Map.entry("W9_lenet_b256", 213.25824),
          Map.entry("W9_vgg_b1", 305.610752));

  /// What a command line printed.
  private record Printed(int code, String out, String err) {}

  private static Printed run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        GradusCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Printed(code, out.toString(), err.toString());
  }

  private static Printed quickly(String... words) {
    var all = new java.util.ArrayList<>(List.of("bench"));
    all.addAll(List.of(words));
    all.addAll(List.of("--budget", "0", "--warm-up", "0", "--repetition", "0.001"));
    return run(all.toArray(String[]::new));
  }

  private static JsonObject object(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }

  @Test
  void networksHaveTheParametersOfThePeers() {
    var found = new LinkedHashMap<String, Integer>();
    for (var workload : Workloads.all()) {
      var network = workload.model();
      if (network != null) {
        found.put(workload.id(), (int) network.get().parameters().learned());
      }
    }
    assertEquals(PARAMETERS, found);
  }

  @Test
  void stepsHaveTheOperationsOfThePeers() {
    for (var workload : Workloads.all()) {
      var expected = MEGAFLOPS.get(workload.id());
      if (expected != null) {
        assertEquals(expected, workload.flops() * 1e-6, 1e-6 * expected, workload.id());
      }
    }
  }

  @Test
  void printsALineOfJsonForEach() {
    var printed = quickly("W2a,W9_lenet_b1,W10", "--json", "--threads", "1");
    assertEquals(0, printed.code(), printed.err());
    var lines = printed.out().lines().map(BenchCommandTest::object).toList();
    assertEquals(
        List.of("W2a", "W9_lenet_b1", "W10_batch64"),
        lines.stream().map(o -> o.get("workload").getAsString()).toList());
    var first = lines.getFirst();
    assertEquals("gradus", first.get("peer").getAsString());
    assertEquals(1, first.get("threads").getAsInt());
    assertEquals(79_510, first.get("params").getAsInt());
    double milliseconds = first.get("ms_per_step").getAsDouble();
    assertTrue(milliseconds > 0 && milliseconds < 10_000, printed.out());
    double samples = 10 / (milliseconds * 1e-3);
    // both are rounded: milliseconds to 5 places, samples to one
    double rounding = samples * 0.5e-5 / milliseconds + 0.05;
    assertEquals(samples, first.get("samples_per_s").getAsDouble(), 1.01 * rounding);
    assertTrue(first.get("best_ms").getAsDouble() <= milliseconds, printed.out());
    assertTrue(first.has("gflops") && first.has("quiet_reps") && first.has("noise"));
  }

  @Test
  void firstStepIsTimedFromTheStartOfTheProcess() {
    var o = object(run("bench", "--first-step", "W2a", "--json").out());
    assertEquals("first_step_W2a", o.get("workload").getAsString());
    assertTrue(o.get("seconds").getAsDouble() >= o.get("first_step_s").getAsDouble());
  }

  @Test
  void peakIsANumber() {
    var o = object(run("bench", "--peak", "--json", "--threads", "1").out());
    assertEquals("peak", o.get("workload").getAsString());
    assertTrue(!o.has("gflops") || o.get("gflops").getAsDouble() > 0.1, o.toString());
  }

  @Test
  void peakIsMeasuredAgainForEachLine() {
    var before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("\n\n".getBytes(StandardCharsets.US_ASCII)));
      var printed = run("bench", "--peak", "--each-line", "--json", "--threads", "1");
      assertEquals("", printed.err());
      assertEquals(3, printed.out().lines().count(), printed.out());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void minutesOfWorkSayWhatMemoryIsUsed() {
    var lines =
        run("bench", "W2a", "--minutes", "0.01", "--threads", "1", "--json").out().lines().toList();
    assertTrue(!lines.isEmpty() && lines.size() <= 10, lines.toString());
    var last = object(lines.getLast());
    assertTrue(last.get("minute").getAsDouble() >= 0.01, last.toString());
    assertTrue(last.get("steps").getAsLong() > 0, last.toString());
    assertTrue(last.get("heap_kb").getAsLong() > 0, last.toString());
    assertTrue(last.get("cpu_ms_per_step").getAsDouble() > 0, last.toString());
    assertTrue(run("bench", "W2a", "--minutes", "0").err().contains("--minutes must be above 0"));
  }

  @Test
  void groupsAndUnknownNames() {
    assertEquals(6, Workloads.named("W1").size());
    assertEquals(4, Workloads.named("W11").size());
    assertEquals(3, Workloads.named("W9").size());
    assertTrue(Workloads.named("all").stream().noneMatch(w -> w.id().startsWith("W11")));
    var printed = quickly("W99");
    assertTrue(printed.code() != 0);
    assertTrue(printed.err().contains("there is no workload 'W99'; there are W1_256x256x256"));
  }

  /// A step of the recurrent networks too.
  @Test
  void sequencesRun() {
    var device = Device.cpu(2);
    for (var workload : Workloads.named("W8_lstm,W8_gru")) {
      int[] steps = {0};
      Context.seeded(1).run(() -> workload.work().run(device, () -> ++steps[0] == 2));
      assertEquals(2, steps[0]);
    }
  }
}
