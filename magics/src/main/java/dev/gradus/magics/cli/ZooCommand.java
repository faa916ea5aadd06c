package dev.gradus.magics.cli;

import com.google.gson.GsonBuilder;
import dev.gradus.engine.zoo.Zoo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus zoo`: the built-in networks with their sizes, or the layers of one. Allocates no
/// weights.
@Command(
    name = "zoo",
    mixinStandardHelpOptions = true,
    description = "Lists the built-in networks, or the layers of one.")
public final class ZooCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "A network of the list.")
  @Nullable String name;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  /// For picocli.
  public ZooCommand() {}

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var chosen = name;
    if (json) {
      var gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      out.println(
          gson.toJson(
              chosen == null
                  ? Zoo.entries().stream().map(ZooCommand::facts).toList()
                  : facts(Zoo.entry(chosen))));
    } else {
      out.print(chosen == null ? table() : Zoo.model(chosen).summary().toString());
    }
    out.flush();
    return 0;
  }

  private static Map<String, Object> facts(Zoo.Entry entry) {
    var summary = entry.model().summary();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", entry.name());
    facts.put("title", entry.title());
    facts.put("parameters", summary.totalParameters());
    facts.put("macs", summary.totalMacs());
    facts.put("input", summary.input().dims());
    facts.put("classes", entry.classes());
    facts.put("source", entry.source());
    return facts;
  }

  private static String table() {
    var lines = new ArrayList<List<String>>();
    lines.add(List.of("name", "parameters", "multiply-adds", "input", "what", "source"));
    for (var entry : Zoo.entries()) {
      var summary = entry.model().summary();
      lines.add(
          List.of(
              entry.name(),
              grouped(summary.totalParameters()),
              grouped(summary.totalMacs()),
              summary.input().toString(),
              entry.title(),
              entry.source()));
    }
    return aligned(lines);
  }

  private static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /// Columns of equal width, the two numbers to the right.
  private static String aligned(List<List<String>> lines) {
    var widths = new int[lines.getFirst().size()];
    lines.forEach(line -> Arrays.setAll(widths, i -> Math.max(widths[i], line.get(i).length())));
    var text = new StringBuilder();
    for (var line : lines) {
      var row = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        var pad = " ".repeat(widths[i] - line.get(i).length());
        boolean number = i == 1 || i == 2;
        row.append(number ? pad + line.get(i) : line.get(i) + pad).append("  ");
      }
      text.append(row.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
