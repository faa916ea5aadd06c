package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.inspect.RecurrentTrace;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Gru;
import dev.gradus.engine.layer.Lstm;
import dev.gradus.engine.layer.RecurrentLayer;
import dev.gradus.engine.layer.SimpleRnn;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The inside of an LSTM or GRU cell with the numbers of one unit at one step: the gates, the
/// candidate, and the state before and after. A simple recurrent cell is drawn by [SimpleCell].
public final class CellDrawing {
  private static final Color GATE = new Color(0xFBE0CF);
  static final Color TANH = new Color(0xD3E8F5);
  static final Color BODY = new Color(0xF6F6F6);

  private final boolean lstm;
  private final String title;
  private final Map<String, Double> numbers;

  private CellDrawing(boolean lstm, String title, Map<String, Double> numbers) {
    this.lstm = lstm;
    this.title = title;
    this.numbers = numbers;
  }

  /// The figure of a cell.
  ///
  /// @param sample one sequence, with or without a batch dimension of 1
  /// @param layerName null for the first recurrent layer
  /// @param step from 1 to the number of steps
  /// @param unit from 0
  /// @throws MagicsException if the layer is no single cell, or there is no such step or unit
  public static Figure of(
      Model model, Tensor sample, @Nullable String layerName, int step, int unit) {
    var layer = RecurrentChoice.one(model, layerName);
    var spec = RecurrentChoice.bare(layer);
    if (!drawn(layer)) {
      throw new MagicsException(
          layer.name()
              + " ("
              + layer.spec().describe()
              + ") is no single cell to draw. "
              + LayerChoice.those(model, CellDrawing::drawn, "Layers with one"));
    }
    Diverged.refuse(model);
    var batch = single(model, sample);
    var trace = RecurrentTrace.of(model, layer.name(), batch);
    var hidden = trace.get("hidden");
    var shape = hidden.shape();
    if (step < 1 || step > shape.dim(1) || unit < 0 || unit >= shape.dim(2)) {
      throw new MagicsException(
          String.format(
              Locale.ROOT,
              "%s has the steps 1 to %d and the units 0 to %d, got step %d and unit %d.",
              layer.name(),
              shape.dim(1),
              shape.dim(2) - 1,
              step,
              unit));
    }
    boolean backwards = layer.layer() instanceof RecurrentLayer r && r.settings().backwards();
    var title = layer.name() + ", step " + step + ", unit " + unit;
    if (spec instanceof SimpleRnn) {
      int before = backwards ? step : step - 2;
      return SimpleCell.of(model, layer, title, batch, hidden, step - 1, before, unit);
    }
    var numbers = numbers(trace, step - 1, unit, backwards);
    boolean lstm = spec instanceof Lstm;
    var drawing = new CellDrawing(lstm, title, numbers);
    return new Figure(
        (lstm ? "LSTM" : "GRU") + " cell",
        drawing.facts(model, layer),
        new Drawing(640, lstm ? 408 : 372, drawing::paint),
        () -> table(numbers));
  }

  private static boolean drawn(BuiltLayer layer) {
    var spec = RecurrentChoice.bare(layer);
    return spec instanceof Lstm || spec instanceof Gru || spec instanceof SimpleRnn;
  }

  /// A batch of one sequence, of any number of steps.
  static Tensor single(Model model, Tensor sample) {
    var shape = model.inputShape();
    var given = sample.shape();
    var one = given.rank() == shape.rank() + 1 && given.dim(0) == 1 ? given.rest() : given;
    boolean fits = one.rank() == shape.rank();
    for (int i = 1; fits && i < one.rank(); i++) {
      fits = one.dim(i) == shape.dim(i);
    }
    if (!fits || one.size() == 0) {
      throw new MagicsException(
          "expected one sequence " + shape + ", got " + given + ". Take one of a batch.");
    }
    return Tensor.of(one.prepend(1), sample.toArray());
  }

  private static Map<String, Double> numbers(
      RecurrentTrace trace, int step, int unit, boolean backwards) {
    var numbers = new LinkedHashMap<String, Double>();
    Shape shape = trace.get("hidden").shape();
    int before = backwards ? step + 1 : step - 1;
    boolean first = before < 0 || before >= shape.dim(1);
    for (var name : trace.names()) {
      boolean state = name.equals("cell") || name.equals("hidden");
      if (state) {
        numbers.put(name + " before", first ? 0 : (double) trace.get(name).get(0, before, unit));
      }
      numbers.put(name, (double) trace.get(name).get(0, step, unit));
    }
    return numbers;
  }

  private double get(String name) {
    var value = numbers.get(name);
    if (value == null) {
      throw new IllegalStateException("the trace has no " + name);
    }
    return value;
  }

  private String facts(Model model, BuiltLayer layer) {
    var text = new StringBuilder(title).append(" of ").append(model.name());
    text.append(" (").append(layer.spec().describe()).append("):");
    numbers.forEach((name, value) ->
        text.append(' ').append(name).append(' ').append(Symbols.number(value)).append(','));
    text.setLength(text.length() - 1);
    text.append(
        lstm
            ? ". c = forget * c before + input * candidate; h = output * tanh(c)."
            : ". h = update * h before + (1 - update) * candidate; the reset gate works "
                + (resetsAfter(layer) ? "after" : "before")
                + " the product with the recurrent weights.");
    return text.toString();
  }

  private static boolean resetsAfter(BuiltLayer layer) {
    return RecurrentChoice.bare(layer) instanceof Gru gru && gru.resetAfter();
  }

  private void paint(Canvas canvas) {
    canvas.text(title, 16, 30, 16, true, Theme.INK, Canvas.Anchor.START);
    if (lstm) {
      lstm(canvas);
    } else {
      gru(canvas);
    }
  }

  static void line(Canvas canvas, double... points) {
    for (int i = 3; i < points.length; i += 2) {
      canvas.line(points[i - 3], points[i - 2], points[i - 1], points[i], Theme.INK, 1.6);
    }
  }

  private void value(Canvas canvas, String name, double x, double y, Canvas.Anchor anchor) {
    canvas.text(Symbols.number(get(name)), x, y, 14, true, Theme.TRAINING, anchor);
  }

  static void state(Canvas canvas, String letter, String index, double x, double y) {
    Symbols.indexed(canvas, letter, index, x, y, 17, Theme.INK);
  }

  /// The state c runs along the top; the gates stand below, fed by x and the state h before.
  private void lstm(Canvas canvas) {
    double top = 100;
    double gates = 252;
    double bus = 318;
    double[] xs = {170, 255, 340, 425};
    canvas.box(110, 64, 420, 280, BODY, Theme.LINE, 1);
    Symbols.arrow(canvas, 60, top, 159, top, Theme.INK);
    Symbols.arrow(canvas, 181, top, 286, top, Theme.INK);
    Symbols.arrow(canvas, 308, top, 580, top, Theme.INK);
    state(canvas, "c", "t\u22121", 36, top + 2);
    value(canvas, "cell before", 36, top + 25, Canvas.Anchor.MIDDLE);
    state(canvas, "c", "t", 604, top + 2);
    value(canvas, "cell", 604, top + 25, Canvas.Anchor.MIDDLE);
    line(canvas, 60, bus, xs[3], bus);
    state(canvas, "h", "t\u22121", 36, bus + 2);
    value(canvas, "hidden before", 36, bus + 25, Canvas.Anchor.MIDDLE);
    line(canvas, 135, 362, 135, bus);
    state(canvas, "x", "t", 135, 384);
    canvas.circle(135, bus, 3, Theme.INK, Theme.INK);
    String[] words = {"sigmoid", "sigmoid", "tanh", "sigmoid"};
    for (int i = 0; i < xs.length; i++) {
      Symbols.arrow(canvas, xs[i], bus, xs[i], gates + 14, Theme.INK);
      Symbols.box(canvas, words[i], xs[i], gates, 66, i == 2 ? TANH : GATE);
    }
    gate(canvas, "forget", xs[0], gates);
    gate(canvas, "input", xs[1], gates);
    gate(canvas, "candidate", xs[2], gates);
    gate(canvas, "output", xs[3], gates);
    // forget * c before
    Symbols.arrow(canvas, xs[0], gates - 14, xs[0], top + 11, Theme.INK);
    Symbols.times(canvas, xs[0], top);
    // input * candidate, added
    double mid = 297;
    double product = 158;
    line(canvas, xs[1], gates - 14, xs[1], product);
    Symbols.arrow(canvas, xs[1], product, mid - 11, product, Theme.INK);
    line(canvas, xs[2], gates - 14, xs[2], product);
    Symbols.arrow(canvas, xs[2], product, mid + 11, product, Theme.INK);
    Symbols.arrow(canvas, mid, product - 11, mid, top + 11, Theme.INK);
    Symbols.times(canvas, mid, product);
    Symbols.plus(canvas, mid, top);
    // output * tanh(c)
    double out = 490;
    Symbols.arrow(canvas, out, top, out, 132, Theme.INK);
    Symbols.box(canvas, "tanh", out, 146, 56, TANH);
    Symbols.arrow(canvas, out, 160, out, 199, Theme.INK);
    line(canvas, xs[3], gates - 14, xs[3], 210);
    Symbols.arrow(canvas, xs[3], 210, out - 11, 210, Theme.INK);
    Symbols.times(canvas, out, 210);
    line(canvas, out, 221, out, bus);
    Symbols.arrow(canvas, out, bus, 580, bus, Theme.INK);
    state(canvas, "h", "t", 604, bus + 2);
    value(canvas, "hidden", 604, bus + 25, Canvas.Anchor.MIDDLE);
  }

  /// Name and number of a gate, to the left of the line that leaves it.
  private void gate(Canvas canvas, String name, double x, double y) {
    canvas.text(name, x - 5, y - 36, 12, false, Theme.FAINT, Canvas.Anchor.END);
    value(canvas, name, x - 5, y - 20, Canvas.Anchor.END);
  }

  /// The state h runs along the top; z mixes it with the candidate.
  private void gru(Canvas canvas) {
    double top = 100;
    double gates = 222;
    double bus = 296;
    canvas.box(110, 64, 420, 252, BODY, Theme.LINE, 1);
    state(canvas, "h", "t\u22121", 36, top + 2);
    value(canvas, "hidden before", 36, top + 25, Canvas.Anchor.MIDDLE);
    line(canvas, 135, 336, 135, bus);
    state(canvas, "x", "t", 135, 356);
    line(canvas, 135, bus, 460, bus);
    // reset, update, candidate
    Symbols.arrow(canvas, 200, bus, 200, gates + 14, Theme.INK);
    Symbols.box(canvas, "sigmoid", 200, gates, 66, GATE);
    Symbols.arrow(canvas, 330, bus, 330, gates + 14, Theme.INK);
    Symbols.box(canvas, "sigmoid", 330, gates, 66, GATE);
    Symbols.arrow(canvas, 460, bus, 460, gates + 14, Theme.INK);
    Symbols.box(canvas, "tanh", 460, gates, 56, TANH);
    // h before feeds the gates, and times reset the candidate
    Symbols.arrow(canvas, 60, top, 319, top, Theme.INK);
    line(canvas, 124, top, 124, 262, 312, 262);
    canvas.circle(124, top, 3, Theme.INK, Theme.INK);
    Symbols.arrow(canvas, 182, 262, 182, gates + 14, Theme.INK);
    Symbols.arrow(canvas, 312, 262, 312, gates + 14, Theme.INK);
    gate(canvas, "reset", 200, gates);
    line(canvas, 200, gates - 14, 200, 160);
    Symbols.arrow(canvas, 200, 160, 229, 160, Theme.INK);
    line(canvas, 240, top, 240, 149);
    canvas.circle(240, top, 3, Theme.INK, Theme.INK);
    Symbols.times(canvas, 240, 160);
    line(canvas, 240, 171, 240, 276, 444, 276);
    Symbols.arrow(canvas, 444, 276, 444, gates + 14, Theme.INK);
    gate(canvas, "update", 330, gates);
    Symbols.arrow(canvas, 330, gates - 14, 330, top + 11, Theme.INK);
    Symbols.times(canvas, 330, top);
    gate(canvas, "candidate", 460, gates);
    Symbols.arrow(canvas, 460, gates - 14, 460, 171, Theme.INK);
    line(canvas, 330, 160, 372, 160);
    canvas.circle(330, 160, 3, Theme.INK, Theme.INK);
    Symbols.box(canvas, "1 \u2212", 392, 160, 40, Color.WHITE);
    Symbols.arrow(canvas, 412, 160, 449, 160, Theme.INK);
    Symbols.times(canvas, 460, 160);
    Symbols.arrow(canvas, 460, 149, 460, top + 11, Theme.INK);
    Symbols.arrow(canvas, 341, top, 449, top, Theme.INK);
    Symbols.plus(canvas, 460, top);
    Symbols.arrow(canvas, 471, top, 580, top, Theme.INK);
    state(canvas, "h", "t", 604, top + 2);
    value(canvas, "hidden", 604, top + 25, Canvas.Anchor.MIDDLE);
  }

  static Table table(Map<String, Double> numbers) {
    return Table.create(
        StringColumn.create("name", numbers.keySet()),
        DoubleColumn.create("value", numbers.values().stream().mapToDouble(v -> v).toArray()));
  }
}
