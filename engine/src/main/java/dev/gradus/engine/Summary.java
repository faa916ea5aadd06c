package dev.gradus.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a model is made of, layer by layer. Derived from the model's recorded operations; printing
/// it gives a table.
///
/// @param model the model's name
/// @param input shape of one sample
/// @param rows a row for each layer
public record Summary(String model, Shape input, List<Row> rows) {

  /// Copies the rows.
  public Summary {
    rows = List.copyOf(rows);
  }

  /// One layer.
  ///
  /// @param name its name in the model, as `conv2d_1`
  /// @param layer its settings, as `conv2d(6, 5x5)`
  /// @param outputShape shape of its result for one sample
  /// @param parameters numbers that it learns
  /// @param macs multiply-adds for one sample
  public record Row(String name, String layer, Shape outputShape, long parameters, long macs) {}

  /// The number of learned numbers of the whole model.
  public long totalParameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  /// Multiply-adds for one sample.
  public long totalMacs() {
    return rows.stream().mapToLong(Row::macs).sum();
  }

  /// The row of a layer.
  ///
  /// @throws GradusException if there is no such layer
  public Row row(String name) {
    return rows.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new GradusException(
                "there is no layer "
                    + name
                    + "; the layers are "
                    + String.join(", ", rows.stream().map(Row::name).toList())
                    + "."));
  }

  /// A table with a line for each layer.
  @Override
  public String toString() {
    var lines = new ArrayList<List<String>>();
    lines.add(List.of("name", "layer", "output shape", "parameters", "multiply-adds"));
    lines.add(List.of("input", "", input.toString(), "", ""));
    for (var row : rows) {
      lines.add(
          List.of(
              row.name(),
              row.layer(),
              row.outputShape().toString(),
              grouped(row.parameters()),
              grouped(row.macs())));
    }
    lines.add(List.of("total", "", "", grouped(totalParameters()), grouped(totalMacs())));
    return model + "\n" + table(lines);
  }

  private static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String table(List<List<String>> lines) {
    var widths = new int[lines.getFirst().size()];
    for (var line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (int row = 0; row < lines.size(); row++) {
      for (int i = 0; i < widths.length; i++) {
        var cell = lines.get(row).get(i);
        var pad = " ".repeat(widths[i] - cell.length());
        text.append(i == 0 ? "" : "  ").append(i >= 3 ? pad + cell : cell + pad);
      }
      trimEnd(text).append('\n');
      if (row == 0 || row == lines.size() - 2) {
        int rule = java.util.Arrays.stream(widths).sum() + 2 * (widths.length - 1);
        text.append("-".repeat(rule)).append('\n');
      }
    }
    return text.toString();
  }

  private static StringBuilder trimEnd(StringBuilder text) {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    return text;
  }
}
