package dev.gradus.magics.figure;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.SimpleRnn;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Map;

/// The inside of a simple recurrent cell with the numbers of one unit at one step: what comes from
/// the state before, what from the input, the bias, their sum, and the state after.
final class SimpleCell {
  private static final Color WEIGHTS = new Color(0xE9DDF1);

  private final String title;
  private final boolean rectified;
  private final Map<String, Double> numbers;

  private SimpleCell(String title, boolean rectified, Map<String, Double> numbers) {
    this.title = title;
    this.rectified = rectified;
    this.numbers = numbers;
  }

  /// The figure.
  ///
  /// @param batch one sequence
  /// @param hidden the states of the layer for it
  /// @param step from 0
  /// @param before the step whose state comes in; outside of the sequence for a state of zero
  static Figure of(
      Model model,
      BuiltLayer layer,
      String title,
      Tensor batch,
      Tensor hidden,
      int step,
      int before,
      int unit) {
    int units = hidden.shape().last();
    boolean first = before < 0 || before >= hidden.shape().dim(1);
    var state = first ? new float[units] : row(hidden, before);
    var numbers = new LinkedHashMap<String, Double>();
    numbers.put("hidden before", (double) state[unit]);
    double fromState = product(state, layer.parameter("recurrent"), unit);
    double fromInput =
        product(row(input(model, layer, batch), step), layer.parameter("weight"), unit);
    double bias = layer.parameter("bias").get(unit);
    numbers.put("from h", fromState);
    numbers.put("from x", fromInput);
    numbers.put("bias", bias);
    numbers.put("sum", fromState + fromInput + bias);
    numbers.put("hidden", (double) hidden.get(0, step, unit));
    var spec = RecurrentChoice.bare(layer);
    boolean rectified = spec instanceof SimpleRnn rnn && rnn.activation() == Activation.RELU;
    var cell = new SimpleCell(title, rectified, numbers);
    return new Figure(
        "simple recurrent cell",
        cell.facts(model, layer),
        new Drawing(640, 308, cell::paint),
        () -> CellDrawing.table(numbers));
  }

  /// The numbers of one step.
  private static float[] row(Tensor sequence, int step) {
    return sequence.narrow(1, step, step + 1).flatten().toArray();
  }

  private static double product(float[] row, Tensor weights, int unit) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += (double) row[i] * weights.get(i, unit);
    }
    return sum;
  }

  /// What reaches the layer.
  private static Tensor input(Model model, BuiltLayer layer, Tensor batch) {
    var context = Context.current().on(model.device()).training(false).recording(null);
    return context.call(() -> {
      var x = batch;
      for (var entry : model.layers()) {
        if (entry.name().equals(layer.name())) {
          return x;
        }
        x = entry.run(x, null);
      }
      throw new IllegalStateException(layer.name());
    });
  }

  private String facts(Model model, BuiltLayer layer) {
    var text = new StringBuilder(title).append(" of ").append(model.name());
    text.append(" (").append(layer.spec().describe()).append("):");
    numbers.forEach((name, value) ->
        text.append(' ').append(name).append(' ').append(Symbols.number(value)).append(','));
    text.setLength(text.length() - 1);
    text.append(". sum = from h + from x + bias; h = ").append(rectified ? "ReLU" : "tanh");
    return text.append("(sum). From h is the whole state before times the unit's column of U.")
        .toString();
  }

  /// The state runs along the top, the input comes from below, and both meet in a sum.
  private void paint(Canvas canvas) {
    double top = 142;
    double low = 218;
    canvas.text(title, 16, 30, 16, true, Theme.INK, Canvas.Anchor.START);
    canvas.box(110, 60, 420, 192, CellDrawing.BODY, Theme.LINE, 1);
    Symbols.arrow(canvas, 60, top, 165, top, Theme.INK);
    CellDrawing.state(canvas, "h", "t\u22121", 36, top + 2);
    value(canvas, "hidden before", 36, top + 25);
    Symbols.box(canvas, "\u00B7 U", 190, top, 50, WEIGHTS);
    Symbols.arrow(canvas, 215, top, 319, top, Theme.INK);
    named(canvas, "from h", 266, top);
    CellDrawing.line(canvas, 135, 272, 135, low);
    Symbols.arrow(canvas, 134.2, low, 165, low, Theme.INK);
    CellDrawing.state(canvas, "x", "t", 135, 294);
    Symbols.box(canvas, "\u00B7 W", 190, low, 50, WEIGHTS);
    CellDrawing.line(canvas, 215, low, 330.8, low);
    Symbols.arrow(canvas, 330, low, 330, top + 11, Theme.INK);
    named(canvas, "from x", 266, low);
    named(canvas, "bias", 330, top - 26);
    Symbols.arrow(canvas, 330, top - 30, 330, top - 11, Theme.INK);
    Symbols.plus(canvas, 330, top);
    Symbols.arrow(canvas, 341, top, 422, top, Theme.INK);
    named(canvas, "sum", 380, top);
    Symbols.box(canvas, rectified ? "ReLU" : "tanh", 450, top, 56, CellDrawing.TANH);
    Symbols.arrow(canvas, 478, top, 580, top, Theme.INK);
    CellDrawing.state(canvas, "h", "t", 604, top + 2);
    value(canvas, "hidden", 604, top + 25);
  }

  /// Name and number above a line.
  private void named(Canvas canvas, String name, double x, double y) {
    canvas.text(name, x, y - 24, 12, false, Theme.FAINT, Canvas.Anchor.MIDDLE);
    value(canvas, name, x, y - 8);
  }

  private void value(Canvas canvas, String name, double x, double y) {
    double value = numbers.getOrDefault(name, Double.NaN);
    var anchor = Canvas.Anchor.MIDDLE;
    canvas.text(Symbols.number(value), x, y, 14, true, Theme.TRAINING, anchor);
  }
}
