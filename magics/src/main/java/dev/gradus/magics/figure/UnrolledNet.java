package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Summary;
import dev.gradus.engine.layer.Bidirectional;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.RecurrentLayer;
import dev.gradus.engine.op.Recurrence;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// A recurrent network twice: folded, with a loop for what a step hands to the next, and unrolled,
/// a copy for every step. All copies of a layer are the same weights.
public final class UnrolledNet {
  private static final int MARGIN = 16;
  private static final int HEAD = 42;
  private static final int CELL = 78;
  private static final int HIGH = 40;
  private static final int RISE = 92;
  private static final int STEP = 114;
  private static final int MOST = 6;
  private static final Color FILL = new Color(0xE9DDF1);

  private final Model model;
  private final List<BuiltLayer> layers;
  private final Summary summary;
  private final int steps;
  private final int drawn;
  private final int given;

  private UnrolledNet(Model model, List<BuiltLayer> layers, int steps) {
    this.model = model;
    this.layers = layers;
    this.summary = model.summary();
    this.given = layers.getFirst().input().dim(0);
    this.steps = steps;
    this.drawn = Math.min(steps, MOST);
  }

  /// The figure of a model's recurrent layers, or of one of them.
  ///
  /// @param layerName null for all, one above the other
  /// @param steps how many; 0 for as many as the model's sequences have, at most 5
  public static Figure of(Model model, @Nullable String layerName, int steps) {
    var layers =
        layerName == null
            ? RecurrentChoice.all(model)
            : List.of(RecurrentChoice.one(model, layerName));
    int n = steps == 0 ? Math.min(5, layers.getFirst().input().dim(0)) : steps;
    if (n < 1) {
      throw new MagicsException("a net is unrolled over at least 1 step, got " + steps + ".");
    }
    var net = new UnrolledNet(model, layers, n);
    double end = net.x(net.drawn - 1) + CELL / 2.0 + MARGIN;
    double title = Theme.width(net.title(), 16, true) + 2 * MARGIN;
    int width = (int) Math.ceil(Math.max(end, title));
    int height = HEAD + layers.size() * RISE + 112;
    return new Figure(
        "unrolled " + model.name(),
        net.facts(),
        new Drawing(width, height, net::paint),
        net::table);
  }

  private String title() {
    var over = steps < given ? steps + " of " + given : String.valueOf(steps);
    return model.name() + ", folded and unrolled over " + over + (given == 1 ? " step" : " steps");
  }

  private double labels() {
    return layers.stream()
        .mapToDouble(
            l -> Math.max(Theme.width(l.name(), 14, true), Theme.width(weights(l), 13, false)))
        .max()
        .orElse(0);
  }

  /// Where the copies begin.
  private double left() {
    return folded() + CELL / 2.0 + 110;
  }

  private double folded() {
    return MARGIN + labels() + 34 + CELL / 2.0;
  }

  private String weights(BuiltLayer layer) {
    return String.format(Locale.ROOT, "%,d parameters", summary.row(layer.name()).parameters());
  }

  private String facts() {
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT, "%s unrolled over %d of %d steps: ", model.name(), steps, given));
    for (var layer : layers) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s (%s), %s, the same in every step; ",
              layer.name(),
              layer.spec().describe(),
              weights(layer)));
    }
    text.append("each step gets x of its own and the state of the step ");
    text.append(both() ? "before, the backward half that of the step after." : "before.");
    if (drawn < steps) {
      text.append(" Drawn: ").append(drawn).append(" copies, with a gap before the last.");
    }
    return text.toString();
  }

  private boolean both() {
    return layers.stream().anyMatch(l -> l.layer() instanceof Bidirectional.Built);
  }

  private double y(int layer) {
    return HEAD + (layers.size() - layer) * RISE;
  }

  private void paint(Canvas canvas) {
    canvas.text(title(), MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
    for (int k = 0; k < layers.size(); k++) {
      var layer = layers.get(k);
      double y = y(k);
      canvas.text(layer.name(), MARGIN, y - 3, 14, true, Theme.INK, Canvas.Anchor.START);
      canvas.text(weights(layer), MARGIN, y + 16, 13, false, Theme.FAINT, Canvas.Anchor.START);
      cell(canvas, layer, folded(), y, false);
      loops(canvas, layer, folded(), y);
      canvas.text("=", left() - 56, y + 9, 26, false, Theme.INK, Canvas.Anchor.MIDDLE);
      copies(canvas, layer, k, y);
    }
    ends(canvas, folded(), "t", true);
    for (int i = 0; i < drawn; i++) {
      ends(canvas, x(i), index(i), says(i));
    }
    canvas.text(
        "every copy has the same weights",
        (x(0) + x(drawn - 1)) / 2,
        y(0) + 98,
        13,
        false,
        Theme.FAINT,
        Canvas.Anchor.MIDDLE);
  }

  private double x(int copy) {
    return left() + copy * STEP;
  }

  private boolean cut() {
    return drawn < steps;
  }

  private String index(int copy) {
    return String.valueOf(cut() && copy == drawn - 1 ? steps : copy + 1);
  }

  /// Whether the top layer gives something at a step.
  private boolean says(int copy) {
    var top = layers.getLast();
    boolean last =
        top.layer() instanceof RecurrentLayer r
            ? r.settings().yield() == Recurrence.Yield.LAST
            : top.output().rank() == 1;
    boolean backwards = top.layer() instanceof RecurrentLayer r && r.settings().backwards();
    return !last || copy == (backwards ? 0 : drawn - 1);
  }

  private void cell(Canvas canvas, BuiltLayer layer, double x, double y, boolean small) {
    canvas.box(x - CELL / 2.0, y - HIGH / 2.0, CELL, HIGH, FILL, Theme.FAINT, 1);
    var spec = RecurrentChoice.bare(layer);
    var word = spec instanceof Bidirectional both ? both.spec().kind() + " x2" : spec.kind();
    double room = CELL - 8;
    boolean bold = !small && Theme.width(word, 14, true) <= room;
    double size = small || !bold ? 13 : 14;
    double fitting = Math.min(size, size * room / Theme.width(word, size, bold));
    canvas.text(word, x, y + 5, fitting, bold, Theme.INK, Canvas.Anchor.MIDDLE);
  }

  /// What a step hands to the next one, above; of what reads backwards, to the one before, below.
  private static void loops(Canvas canvas, BuiltLayer layer, double x, double y) {
    boolean backwards = layer.layer() instanceof RecurrentLayer r && r.settings().backwards();
    boolean both = layer.layer() instanceof Bidirectional.Built;
    if (!backwards) {
      loop(canvas, x, y - (both ? 8 : 0), y - HIGH / 2.0, -14, Theme.VALIDATION);
    }
    if (backwards || both) {
      loop(canvas, x, y + (both ? 8 : 0), y + HIGH / 2.0, 14, Theme.TRAINING);
    }
  }

  private static void loop(
      Canvas canvas, double x, double from, double edge, double away, Color color) {
    double right = x + CELL / 2.0;
    double turn = right + 22;
    double end = edge + away;
    canvas.line(right, from, turn, from, color, 1.8);
    canvas.line(turn, from, turn, end, color, 1.8);
    canvas.line(turn, end, x + 20, end, color, 1.8);
    Symbols.arrow(canvas, x + 20, end, x + 20, edge, color);
  }

  private void copies(Canvas canvas, BuiltLayer layer, int number, double y) {
    boolean backwards = layer.layer() instanceof RecurrentLayer r && r.settings().backwards();
    boolean both = layer.layer() instanceof Bidirectional.Built;
    for (int i = 0; i < drawn; i++) {
      cell(canvas, layer, x(i), y, true);
      if (i == 0) {
        continue;
      }
      double from = x(i - 1) + CELL / 2.0;
      double to = x(i) - CELL / 2.0;
      double dy = both ? 8 : 0;
      if (!backwards) {
        Symbols.arrow(canvas, from, y - dy, to, y - dy, Theme.VALIDATION);
      }
      if (backwards || both) {
        Symbols.arrow(canvas, to, y + dy, from, y + dy, Theme.TRAINING);
      }
      if (cut() && i == drawn - 1) {
        canvas.box((from + to) / 2 - 11, y - 12, 22, 24, Color.WHITE, null, 0);
        canvas.text("\u2026", (from + to) / 2, y + 4, 18, true, Theme.INK, Canvas.Anchor.MIDDLE);
      } else if (number == 0 || layers.size() < 4) {
        var of = backwards ? index(i) : index(i - 1);
        double ly = y - 9 - dy;
        Symbols.indexed(canvas, "h", of, (from + to) / 2, ly, 13, Theme.FAINT);
      }
    }
  }

  /// Inputs from below, from layer to layer, and results above.
  private void ends(Canvas canvas, double x, String index, boolean says) {
    double below = y(0) + HIGH / 2.0;
    Symbols.arrow(canvas, x, below + 26, x, below, Theme.FAINT);
    Symbols.indexed(canvas, "x", index, x, below + 44, 17, Theme.INK);
    for (int k = 1; k < layers.size(); k++) {
      Symbols.arrow(canvas, x, y(k - 1) - HIGH / 2.0, x, y(k) + HIGH / 2.0, Theme.FAINT);
    }
    if (says) {
      double top = y(layers.size() - 1) - HIGH / 2.0;
      double ax = index.equals("t") ? x - 20 : x;
      Symbols.arrow(canvas, ax, top, ax, top - 24, Theme.FAINT);
      Symbols.indexed(canvas, "h", index, ax, top - 32, 17, Theme.INK);
    }
  }

  private Table table() {
    var name = StringColumn.create("layer");
    var step = IntColumn.create("step");
    var parameters = LongColumn.create("parameters");
    var same = BooleanColumn.create("same weights as step 1");
    for (var layer : layers) {
      for (int t = 1; t <= steps; t++) {
        name.append(layer.name());
        step.append(t);
        parameters.append(summary.row(layer.name()).parameters());
        same.append(true);
      }
    }
    return Table.create(name, step, parameters, same);
  }
}
