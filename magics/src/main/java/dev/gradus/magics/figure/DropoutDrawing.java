package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.inspect.DropoutMasks;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The network that dropout leaves for one sample of a mini-batch: the neurons that are dropped are
/// crossed out, and nothing leads to them or from them. The masks are those of the training step.
public final class DropoutDrawing {
  private static final int MARGIN = 16;
  private static final int ACROSS = 32;
  private static final int CELL = 22;
  private static final int MOST = 512;

  private DropoutDrawing() {}

  /// The figure of a step of training with the model's own seed.
  ///
  /// @param step counted from 0 over all training of the model
  /// @param sample of the mini-batch, from 0
  /// @param batch samples of the mini-batch
  public static Figure of(Model model, long step, int sample, int batch) {
    if (sample < 0 || sample >= batch) {
      throw new MagicsException(
          "a mini-batch of "
              + batch
              + " has the samples 0 to "
              + (batch - 1)
              + ", got "
              + sample
              + ".");
    }
    var masks = DropoutMasks.of(model, batch, step);
    var summary = model.summary();
    var place = String.format(Locale.ROOT, "mini-batch %,d, sample %d", step, sample);
    boolean fits =
        NeuronDiagram.fits(summary)
            && masks.layers().stream().noneMatch(m -> m.layer().contains("/"));
    var heading = summary.model() + " with dropout, " + place;
    var drawing =
        fits
            ? NeuronDiagram.drawing(summary, heading, dropped(masks, sample))
            : grids(heading, masks, sample);
    return new Figure(
        "dropout of " + model.name(),
        facts(model, masks, sample, place),
        drawing,
        () -> table(masks, sample));
  }

  private static Map<String, Set<Integer>> dropped(DropoutMasks masks, int sample) {
    var all = new HashMap<String, Set<Integer>>();
    masks.layers().forEach(m -> all.put(m.layer(), new HashSet<>(m.dropped(sample))));
    return all;
  }

  private static String facts(Model model, DropoutMasks masks, int sample, String place) {
    var text = new StringBuilder("Dropout of " + model.name() + " in " + place + ":");
    for (var mask : masks.layers()) {
      int units = mask.kept().shape().rest().size();
      var gone = mask.dropped(sample);
      text.append(
          String.format(
              Locale.ROOT,
              " %s (rate %s) drops %,d of %,d%s.",
              mask.layer(),
              Tiles.number(mask.rate()),
              gone.size(),
              units,
              units <= 40 && !gone.isEmpty() ? " (" + join(gone) + ")" : ""));
    }
    return text + " The next mini-batch drops others.";
  }

  private static String join(List<Integer> numbers) {
    return String.join(" ", numbers.stream().map(String::valueOf).toList());
  }

  private static int rows(DropoutMasks.Mask mask) {
    int units = Math.min(MOST, mask.kept().shape().rest().size());
    return Math.ceilDiv(units, ACROSS);
  }

  /// A grid of neurons for each dropout layer.
  private static Drawing grids(String heading, DropoutMasks masks, int sample) {
    int height = 44 + MARGIN;
    for (var mask : masks.layers()) {
      height += 26 + rows(mask) * CELL + 14;
    }
    int width = 2 * MARGIN + ACROSS * CELL;
    return new Drawing(width, height, c -> paint(c, heading, masks, sample));
  }

  private static void paint(Canvas canvas, String heading, DropoutMasks masks, int sample) {
    canvas.text(heading, MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
    double y = 44;
    for (var mask : masks.layers()) {
      int units = mask.kept().shape().rest().size();
      var gone = new HashSet<>(mask.dropped(sample));
      var text =
          String.format(
              Locale.ROOT,
              "%s, rate %s: %,d of %,d dropped%s",
              mask.layer(),
              Tiles.number(mask.rate()),
              gone.size(),
              units,
              units > MOST ? ", the first " + MOST + " shown" : "");
      canvas.text(text, MARGIN, y + 14, 14, false, Theme.INK, Canvas.Anchor.START);
      y += 26;
      for (int i = 0; i < Math.min(MOST, units); i++) {
        double cx = MARGIN + (i % ACROSS + 0.5) * CELL;
        int row = i / ACROSS;
        double cy = y + (row + 0.5) * CELL;
        boolean crossed = gone.contains(i);
        canvas.circle(cx, cy, 7, crossed ? Color.WHITE : new Color(0xFBE0CF), Theme.FAINT);
        if (crossed) {
          NeuronDiagram.cross(canvas, cx, cy, 5);
        }
      }
      y += rows(mask) * CELL + 14;
    }
  }

  private static Table table(DropoutMasks masks, int sample) {
    var layer = StringColumn.create("layer");
    var unit = IntColumn.create("unit");
    var dropped = BooleanColumn.create("dropped");
    for (var mask : masks.layers()) {
      var gone = new HashSet<>(mask.dropped(sample));
      int units = mask.kept().shape().rest().size();
      for (int i = 0; i < units; i++) {
        layer.append(mask.layer());
        unit.append(i);
        dropped.append(gone.contains(i));
      }
    }
    return Table.create(layer, unit, dropped);
  }
}
