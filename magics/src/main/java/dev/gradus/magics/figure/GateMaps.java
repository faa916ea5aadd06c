package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.inspect.RecurrentTrace;
import dev.gradus.engine.layer.Attention;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// What happens inside a recurrent layer over time: a heat map for each gate, candidate and state,
/// units from top to bottom, steps from left to right. Gates go from 0 (white, closed) to 1 (red,
/// open), the others are blue below and red above 0.
public final class GateMaps {
  private static final int MOST_UNITS = 16;

  private GateMaps() {}

  /// The figure of a layer for one sequence.
  ///
  /// @param sample one sequence, with or without a batch dimension of 1
  /// @param layerName null for the first recurrent layer
  /// @param chosen names of gates and states, as `forget`; empty for all
  /// @param steps names of the steps, as the words of a text; empty for numbers from 1
  public static Figure of(
      Model model,
      Tensor sample,
      @Nullable String layerName,
      List<String> chosen,
      List<String> steps) {
    var layer = RecurrentChoice.one(model, layerName);
    Diverged.refuse(model);
    var trace = RecurrentTrace.of(model, layer.name(), CellDrawing.single(model, sample));
    var names = names(trace, chosen);
    int count = trace.get(names.getFirst()).shape().dim(1);
    if (!steps.isEmpty() && steps.size() != count) {
      throw new MagicsException(
          "the sequence has " + count + " steps, but there are " + steps.size() + " names.");
    }
    var columns = steps.isEmpty() ? HeatGrid.names(count, i -> "" + (i + 1)) : shown(steps);
    var panels = names.stream().map(n -> panel(trace, n)).toList();
    int units = trace.get(names.getFirst()).shape().dim(2);
    var note =
        units > MOST_UNITS
            ? MOST_UNITS + " sampled from " + units + " units"
            : units + (units == 1 ? " unit" : " units");
    var grid =
        new HeatGrid(
            "Inside " + layer.name() + " over time",
            note + (units == 1 ? " (row)" : " (rows)"),
            panels,
            columns,
            "step");
    return new Figure(
        "gates of " + layer.name(),
        facts(model, trace, names, columns, note),
        grid.drawing(),
        () -> table(trace, names));
  }

  private static List<String> shown(List<String> steps) {
    return steps.stream()
        .map(s -> s.isBlank() ? "\u2423" : s.length() > 9 ? s.substring(0, 8) + "\u2026" : s)
        .toList();
  }

  private static List<String> names(RecurrentTrace trace, List<String> chosen) {
    for (var name : chosen) {
      if (!trace.names().contains(name)) {
        throw new MagicsException(
            trace.layer()
                + " has no "
                + name
                + "; it has "
                + String.join(", ", trace.names())
                + ".");
      }
    }
    return chosen.isEmpty() ? trace.names() : chosen;
  }

  /// Whether values of this name go from 0 to 1.
  private static boolean gate(String name) {
    return !name.endsWith("candidate") && !name.endsWith("cell") && !name.endsWith("hidden");
  }

  private static HeatGrid.Panel panel(RecurrentTrace trace, String name) {
    var values = trace.get(name);
    int steps = values.shape().dim(1);
    int units = values.shape().dim(2);
    int[] rows = Tiles.sampled(units, MOST_UNITS);
    var grid = new double[rows.length][steps];
    double most = 1;
    for (int r = 0; r < rows.length; r++) {
      for (int t = 0; t < steps; t++) {
        grid[r][t] = values.get(0, t, rows[r]);
        most = Double.isFinite(grid[r][t]) ? Math.max(most, Math.abs(grid[r][t])) : most;
      }
    }
    var ramp = gate(name) ? Tiles.Ramp.POSITIVE : Tiles.Ramp.SIGNED;
    var labels = IntStream.of(rows).mapToObj(String::valueOf).toList();
    return new HeatGrid.Panel(name + (gate(name) ? " gate" : ""), labels, grid, ramp, most);
  }

  private static String facts(
      Model model, RecurrentTrace trace, List<String> names, List<String> columns, String note) {
    var text =
        new StringBuilder("Inside ")
            .append(trace.layer())
            .append(" of ")
            .append(model.name())
            .append(" over ")
            .append(columns.size())
            .append(" steps, ")
            .append(note)
            .append(". Means over the units, step by step:");
    for (var name : names) {
      var values = trace.get(name);
      text.append('\n').append(name).append(':');
      for (int t = 0; t < columns.size(); t++) {
        double sum = 0;
        for (int u = 0; u < values.shape().dim(2); u++) {
          sum += values.get(0, t, u);
        }
        text.append(String.format(Locale.ROOT, " %.2f", sum / values.shape().dim(2)));
      }
    }
    return text.toString();
  }

  private static Table table(RecurrentTrace trace, List<String> names) {
    var name = StringColumn.create("name");
    var step = IntColumn.create("step");
    var unit = IntColumn.create("unit");
    var value = DoubleColumn.create("value");
    for (var n : names) {
      var values = trace.get(n);
      for (int t = 0; t < values.shape().dim(1); t++) {
        for (int u = 0; u < values.shape().dim(2); u++) {
          name.append(n);
          step.append(t + 1);
          unit.append(u);
          value.append(values.get(0, t, u));
        }
      }
    }
    return Table.create(name, step, unit, value);
  }

  /// Where an attention layer looks: a row for each query, a column for each step of the keys.
  ///
  /// @param queries names of the queries
  /// @param keys names of the keys
  /// @param weights a row for each query
  public static Figure alignment(
      String title, List<String> queries, List<String> keys, List<List<Double>> weights) {
    if (weights.isEmpty()) {
      throw new MagicsException("nothing was said, so there is nothing to align.");
    }
    var values = new double[weights.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = weights.get(i).stream().mapToDouble(w -> w).toArray();
    }
    if (!Arrays.stream(values).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      throw new MagicsException(
          "the attention weights are NaN or infinite: training has diverged. Make a new model and"
              + " train it with a smaller --lr, or with --clip-norm 1.");
    }
    var panel = new HeatGrid.Panel("", shown(queries), values, Tiles.Ramp.POSITIVE, 1);
    var note = "rows: steps that look; each row sums to 1";
    var grid = new HeatGrid(title, note, List.of(panel), shown(keys), "steps looked at");
    var text = new StringBuilder(title).append(", weight of the step most looked at:");
    for (int i = 0; i < values.length; i++) {
      int best = 0;
      for (int j = 1; j < values[i].length; j++) {
        best = values[i][j] > values[i][best] ? j : best;
      }
      text.append(
          String.format(
              Locale.ROOT,
              " %s \u2192 %s %.2f%s",
              queries.get(i),
              keys.get(best),
              values[i][best],
              i == values.length - 1 ? "." : ","));
    }
    return new Figure(
        "attention", text.toString(), grid.drawing(), () -> table(queries, keys, values));
  }

  private static Table table(List<String> queries, List<String> keys, double[][] values) {
    var query = StringColumn.create("query");
    var key = StringColumn.create("key");
    var weight = DoubleColumn.create("weight");
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[i].length; j++) {
        query.append(queries.get(i));
        key.append(keys.get(j));
        weight.append(values[i][j]);
      }
    }
    return Table.create(query, key, weight);
  }

  /// How much of the loss's gradient arrives at each step, on a logarithmic axis.
  ///
  /// @param hidden norms by step
  /// @param cell the same for the cell of an LSTM; may be empty
  public static Figure gradients(String layer, List<Double> hidden, List<Double> cell) {
    var chart =
        Lines.titled("Gradient through time, " + layer, "step", "log10 of the gradient's norm");
    var lines = chart.line("by h", steps(hidden), logs(hidden));
    if (!cell.isEmpty()) {
      lines = lines.line("by c", steps(cell), logs(cell));
    }
    double first = hidden.getFirst();
    double last = hidden.getLast();
    var text = new ArrayList<String>();
    text.add(
        String.format(
            Locale.ROOT,
            "Gradient of the loss by the state h of %s: %s at step 1, %s at step %d; the first is"
                + " %s of the last.",
            layer,
            Tiles.number(first),
            Tiles.number(last),
            hidden.size(),
            Tiles.number(first / last)));
    text.add(
        first < 1e-3 * last
            ? "It vanishes: early steps hardly learn from late losses."
            : first > 1e3 * last ? "It explodes: clip it (--clip-norm)." : "It stays in range.");
    if (!hidden.stream().allMatch(Double::isFinite)) {
      throw new MagicsException(
          "the gradient through "
              + layer
              + " is NaN or infinite at some step: training has diverged, or the loss cannot be"
              + " computed. Make a new model and train it with a smaller --lr, or with --clip-norm"
              + " 1.");
    }
    if (hidden.stream().anyMatch(v -> v == 0)) {
      text.add("Norms of exactly 0 are left out of the picture.");
    }
    var figure = lines.figure();
    return new Figure(
        "gradient through time",
        String.join(" ", text),
        figure.picture(),
        () -> norms(hidden, cell));
  }

  /// The name of a recurrent layer: the one given, or the first.
  public static String layer(Model model, @Nullable String name) {
    return RecurrentChoice.one(model, name).name();
  }

  /// Checks that a layer is attention.
  ///
  /// @throws MagicsException if it is not; the message names those that are
  public static void attention(Model model, String name) {
    var layer = LayerChoice.find(model, name);
    if (!(layer.layer() instanceof Attention.Built)) {
      throw new MagicsException(
          name
              + " ("
              + layer.spec().describe()
              + ") is no attention. "
              + LayerChoice.those(
                  model, l -> l.layer() instanceof Attention.Built, "Attention layers"));
    }
  }

  private static double[] steps(List<Double> norms) {
    return IntStream.rangeClosed(1, norms.size()).asDoubleStream().toArray();
  }

  private static double[] logs(List<Double> norms) {
    return norms.stream().mapToDouble(Math::log10).toArray();
  }

  private static Table norms(List<Double> hidden, List<Double> cell) {
    var table =
        Table.create(
            IntColumn.create("step", IntStream.rangeClosed(1, hidden.size())),
            DoubleColumn.create("by h", hidden));
    return cell.isEmpty() ? table : table.addColumns(DoubleColumn.create("by c", cell));
  }
}
