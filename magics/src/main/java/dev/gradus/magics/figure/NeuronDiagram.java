package dev.gradus.magics.figure;

import dev.gradus.engine.Summary;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A network of dense layers as neurons: a column of circles for the input and for each dense
/// layer, every neuron joined to every neuron of the column before. Of a large layer the first and
/// the last neurons are drawn, with dots between.
final class NeuronDiagram {
  private static final int MARGIN = 16;
  private static final int COLUMN = 190;
  private static final int NEURON = 30;
  private static final double RADIUS = 9;
  private static final int ENDS = 4;
  private static final int MOST = 10;
  private static final int TOP = 78;
  private static final Color INPUT = new Color(0xFFFFFF);
  private static final Color NEURONS = new Color(0xFBE0CF);
  private static final Color EDGE = new Color(0xCFCFCF);

  /// A column.
  ///
  /// @param name of the layer
  /// @param then what follows it before the next column, as `relu`
  /// @param size how many neurons
  /// @param parameters weights and biases
  /// @param dropped positions of neurons that dropout drops
  private record Layer(String name, String then, int size, long parameters, Set<Integer> dropped) {
    boolean cut() {
      return size > MOST;
    }

    int slots() {
      return cut() ? 2 * ENDS + 1 : size;
    }

    /// The neuron that is drawn at a place.
    int neuron(int slot) {
      return cut() && slot > ENDS ? size - slots() + slot : slot;
    }

    boolean drops(int slot) {
      return dropped.contains(neuron(slot));
    }
  }

  private final String heading;
  private final List<Layer> layers;

  private NeuronDiagram(Summary summary, String heading, Map<String, Set<Integer>> dropped) {
    this.heading = heading;
    this.layers = layers(summary, dropped);
  }

  /// Whether a model can be drawn like this: dense layers and what works on each neuron alone.
  static boolean fits(Summary summary) {
    return summary.rows().stream().anyMatch(r -> is(r, "dense"))
        && summary.rows().stream()
            .allMatch(r ->
                is(r, "dense")
                    || is(r, "flatten")
                    || is(r, "relu")
                    || is(r, "tanh")
                    || is(r, "sigmoid")
                    || is(r, "softmax")
                    || is(r, "dropout"));
  }

  private static boolean is(Summary.Row row, String kind) {
    return row.layer().startsWith(kind);
  }

  static Drawing drawing(Summary summary, String heading) {
    return drawing(summary, heading, Map.of());
  }

  /// @param dropped for dropout layers by name the neurons that they drop
  static Drawing drawing(Summary summary, String heading, Map<String, Set<Integer>> dropped) {
    var diagram = new NeuronDiagram(summary, heading, dropped);
    int columns = diagram.layers.size();
    int most = diagram.layers.stream().mapToInt(Layer::slots).max().orElse(1);
    int width = 2 * MARGIN + 150 + (columns - 1) * COLUMN;
    int wide = (int) Math.ceil(Theme.width(heading, 16, true)) + 2 * MARGIN;
    return new Drawing(
        Math.max(width, wide), TOP + most * NEURON + (dropped.isEmpty() ? 52 : 68), diagram::paint);
  }

  private static List<Layer> layers(Summary summary, Map<String, Set<Integer>> dropped) {
    var all = new ArrayList<Layer>();
    all.add(new Layer("input " + summary.input(), "", summary.input().size(), 0, Set.of()));
    for (var row : summary.rows()) {
      if (is(row, "dense")) {
        all.add(new Layer(row.name(), "", row.outputShape().size(), row.parameters(), Set.of()));
      } else {
        var last = all.removeLast();
        var then = is(row, "flatten") ? last.then() : (last.then() + " " + row.layer()).strip();
        var gone = dropped.getOrDefault(row.name(), last.dropped());
        all.add(new Layer(last.name(), then, last.size(), last.parameters(), gone));
      }
    }
    return all;
  }

  private void paint(Canvas canvas) {
    canvas.text(heading, MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
    for (int i = 1; i < layers.size(); i++) {
      edges(canvas, i);
    }
    for (int i = 0; i < layers.size(); i++) {
      column(canvas, i);
    }
  }

  private double x(int column) {
    return MARGIN + 75 + (double) column * COLUMN;
  }

  /// The middle of a neuron; the columns are centred.
  private double y(int column, int slot) {
    int most = layers.stream().mapToInt(Layer::slots).max().orElse(1);
    return TOP + NEURON * (0.5 + slot + (most - layers.get(column).slots()) / 2.0);
  }

  private void edges(Canvas canvas, int column) {
    for (int a = 0; a < layers.get(column - 1).slots(); a++) {
      for (int b = 0; b < layers.get(column).slots(); b++) {
        boolean drawn = !dots(column - 1, a) && !dots(column, b);
        boolean gone = layers.get(column - 1).drops(a) || layers.get(column).drops(b);
        if (drawn && !gone) {
          canvas.line(x(column - 1), y(column - 1, a), x(column), y(column, b), EDGE, 0.6);
        }
      }
    }
  }

  private boolean dots(int column, int slot) {
    return layers.get(column).cut() && slot == ENDS;
  }

  private void column(Canvas canvas, int column) {
    var layer = layers.get(column);
    double x = x(column);
    text(canvas, layer.name(), x, TOP - 26, 14, Theme.INK);
    text(canvas, layer.then(), x, TOP - 9, 13, Theme.FAINT);
    for (int slot = 0; slot < layer.slots(); slot++) {
      double y = y(column, slot);
      if (dots(column, slot)) {
        for (int d = -1; d <= 1; d++) {
          canvas.circle(x, y + 7 * d, 1.6, Theme.FAINT, Theme.FAINT);
        }
      } else {
        boolean gone = layer.drops(slot);
        canvas.circle(x, y, RADIUS, gone || column == 0 ? INPUT : NEURONS, Theme.FAINT);
        if (gone) {
          cross(canvas, x, y, RADIUS);
        }
      }
    }
    double bottom = y(column, layer.slots() - 1) + NEURON / 2.0;
    text(canvas, String.format(Locale.ROOT, "%,d", layer.size()), x, bottom + 15, 15, Theme.INK);
    if (!layer.dropped().isEmpty()) {
      var gone =
          String.format(Locale.ROOT, "%,d of %,d dropped", layer.dropped().size(), layer.size());
      canvas.text(gone, x, bottom + 51, 13, true, Theme.VALIDATION, Canvas.Anchor.MIDDLE);
    }
    if (layer.parameters() > 0) {
      var parameters = String.format(Locale.ROOT, "%,d parameters", layer.parameters());
      text(canvas, parameters, x, bottom + 33, 13, Theme.FAINT);
    }
  }

  /// Two strokes across a neuron.
  static void cross(Canvas canvas, double x, double y, double radius) {
    double r = radius + 2;
    canvas.line(x - r, y - r, x + r, y + r, Theme.VALIDATION, 2.4);
    canvas.line(x - r, y + r, x + r, y - r, Theme.VALIDATION, 2.4);
  }

  private static void text(
      Canvas canvas, String text, double x, double y, double size, Color color) {
    canvas.text(text, x, y, size, size > 13, color, Canvas.Anchor.MIDDLE);
  }
}
