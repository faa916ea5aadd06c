package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.layer.Wrapping;
import dev.gradus.engine.op.Windows;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// What max pooling keeps: every map before and after it, the largest number of each window framed.
/// Small maps are drawn with their numbers.
public final class PoolingWinners {
  private static final int MARGIN = 14;
  private static final int HEAD = 66;
  private static final int BETWEEN = 60;
  private static final int MOST_MAPS = 3;
  private static final int NUMBERS = 8;
  private static final Color WINNER = new Color(0xFBE0CF);

  private final String title;
  private final Windows windows;
  private final Shape in;
  private final Shape out;
  private final float[] before;
  private final float[] after;
  private final float[] winners;
  private final int shown;
  private final double cell;
  private final double limit;

  private PoolingWinners(String title, Windows windows, Tensor x) {
    this.title = title;
    this.windows = windows;
    var layer = new MaxPool2d(windows);
    var built = layer.build(x.shape().rest(), new dev.gradus.engine.layer.Initializers(false));
    var pooled = built.forward(x);
    this.in = x.shape().rest();
    this.out = pooled.shape().rest();
    this.before = x.toArray();
    this.after = pooled.toArray();
    this.winners = layer.winners(x).toArray();
    this.shown = Math.min(MOST_MAPS, in.dim(0));
    boolean numbers = in.dim(1) <= NUMBERS && in.dim(2) <= NUMBERS;
    this.cell = numbers ? 52 : Math.max(4, 224.0 / Math.max(in.dim(1), in.dim(2)));
    double most = 0;
    for (float v : before) {
      most = Float.isFinite(v) ? Math.max(most, Math.abs(v)) : most;
    }
    this.limit = most;
  }

  /// The figure of a map or maps and square windows side by side.
  ///
  /// @param x [rows, columns] or [maps, rows, columns]
  public static Figure of(Tensor x, int size) {
    var shape = x.shape();
    if (shape.rank() != 2 && shape.rank() != 3) {
      throw new MagicsException(
          "pooling is drawn for maps [rows, columns] or [maps, rows, columns], got " + shape + ".");
    }
    int maps = shape.rank() == 3 ? shape.dim(0) : 1;
    var batch = Tensor.of(Shape.of(1, maps, shape.dim(-2), shape.dim(-1)), x.toArray());
    var title = "Max pooling " + size + "x" + size;
    return new PoolingWinners(title, Windows.of(size), batch).figure();
  }

  /// The figure of a max pooling layer of a model for one image.
  ///
  /// @throws MagicsException if the layer is no max pooling; the message names those that are
  public static Figure of(Model model, Tensor image, String layerName) {
    var layer = LayerChoice.find(model, layerName);
    if (!(bare(layer) instanceof MaxPool2d pool)) {
      throw new MagicsException(
          layerName
              + " ("
              + layer.spec().describe()
              + ") is no max pooling. "
              + LayerChoice.those(
                  model, l -> bare(l) instanceof MaxPool2d, "Layers with max pooling"));
    }
    Diverged.refuse(model);
    var batch = Tensor.of(model.inputShape().prepend(1), image.toArray());
    var source = model.sourcesOf(layerName).getFirst();
    boolean first = model.inputs().stream().anyMatch(p -> p.name().equals(source));
    var x = first ? batch : model.forward(batch, source).detach();
    return new PoolingWinners(layerName + " in " + model.name(), pool.windows(), x).figure();
  }

  private static LayerSpec bare(BuiltLayer layer) {
    var spec = layer.spec();
    while (spec instanceof Wrapping wrapping) {
      spec = wrapping.spec();
    }
    return spec;
  }

  private Figure figure() {
    double row = Math.max(in.dim(1), out.dim(1)) * cell + 34;
    double wide = (in.dim(2) + out.dim(2)) * cell + BETWEEN + 2 * MARGIN + (numbers() ? 0 : 128);
    int width = (int) Math.ceil(Math.max(wide, Theme.width(title, 16, true) + 2 * MARGIN));
    int height = (int) Math.ceil(HEAD + shown * row);
    return new Figure(
        "pooling winners", facts(), new Drawing(width, height, this::paint), this::table);
  }

  private String facts() {
    double total = 0;
    for (float v : after) {
      total += v;
    }
    return String.format(
        Locale.ROOT,
        "%s: %d map%s of %dx%d become %dx%d; of every %dx%d window the largest number stays, %d of"
            + " %d numbers. Mean of those kept: %s.%s%s",
        title,
        in.dim(0),
        in.dim(0) == 1 ? "" : "s",
        in.dim(1),
        in.dim(2),
        out.dim(1),
        out.dim(2),
        windows.height(),
        windows.width(),
        after.length,
        before.length,
        Tiles.number(total / after.length),
        shown < in.dim(0) ? " Shown: the first " + shown + " maps; data() has all." : "",
        numbers() ? "" : " " + Tiles.Ramp.SIGNED.words());
  }

  private void paint(Canvas canvas) {
    canvas.text(title, MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
    var mark = numbers() ? "coloured" : "framed";
    var note = in.dim(1) + "x" + in.dim(2) + ", the largest of each window " + mark;
    canvas.text(note, MARGIN, MARGIN + 35, 13, false, Theme.FAINT, Canvas.Anchor.START);
    double step = Math.max(in.dim(1), out.dim(1)) * cell + 34;
    double right = MARGIN + in.dim(2) * cell + BETWEEN;
    for (int k = 0; k < shown; k++) {
      double y = HEAD + k * step;
      grid(canvas, MARGIN, y, in, before, k, true);
      double my = y + in.dim(1) * cell / 2;
      double ax = MARGIN + in.dim(2) * cell + 14;
      canvas.line(ax, my, ax + BETWEEN - 34, my, Theme.FAINT, 2);
      canvas.polygon(
          new double[] {ax + BETWEEN - 36, ax + BETWEEN - 36, ax + BETWEEN - 26},
          new double[] {my - 6, my + 6, my},
          Theme.FAINT);
      double oy = y + (in.dim(1) - out.dim(1)) * cell / 2;
      grid(canvas, right, oy, out, after, k, false);
      var label = (in.dim(0) > 1 ? "map " + k + ", " : "") + out.dim(1) + "x" + out.dim(2);
      double lx = right + out.dim(2) * cell / 2;
      canvas.text(
          label, lx, oy + out.dim(1) * cell + 18, 13, false, Theme.FAINT, Canvas.Anchor.MIDDLE);
    }
    double bar = right + out.dim(2) * cell + 24;
    if (!numbers()) {
      Tiles.bar(canvas, Tiles.Ramp.SIGNED, bar, HEAD, Math.max(120, in.dim(1) * cell), limit);
    }
  }

  private boolean numbers() {
    return cell >= 50;
  }

  private void grid(
      Canvas canvas, double x, double y, Shape shape, float[] values, int map, boolean input) {
    int rows = shape.dim(1);
    int columns = shape.dim(2);
    int at = map * rows * columns;
    Set<Integer> best = new HashSet<>();
    int per = out.dim(1) * out.dim(2);
    for (int i = map * per; input && i < (map + 1) * per; i++) {
      best.add((int) winners[i]);
    }
    if (!numbers()) {
      var picture = Tiles.signed(rows, columns, limit, i -> values[at + i]);
      canvas.pixels(picture, x, y, columns * cell, rows * cell);
    }
    for (int i = 0; i < rows * columns; i++) {
      double cx = x + i % columns * cell;
      int row = i / columns;
      double cy = y + row * cell;
      boolean winner = !input || best.contains(i);
      if (numbers()) {
        canvas.box(cx, cy, cell, cell, winner ? WINNER : Color.WHITE, Theme.LINE, 1);
        var number = plain(values[at + i]);
        canvas.text(
            number,
            cx + cell / 2,
            cy + cell / 2 + 5,
            Math.min(15, 15 * (cell - 8) / Theme.width(number, 15, winner)),
            winner,
            Theme.INK,
            Canvas.Anchor.MIDDLE);
      } else if (input && winner) {
        canvas.onPixels().box(cx + 0.5, cy + 0.5, cell - 1, cell - 1, null, Theme.INK, 1);
      }
    }
    canvas.box(x, y, columns * cell, rows * cell, null, Theme.FAINT, 1);
    windows(canvas, x, y, rows, columns, input);
  }

  /// The borders of the windows, if they stand side by side.
  private void windows(Canvas canvas, double x, double y, int rows, int columns, boolean input) {
    if (!input || !numbers() || windows.strideHeight() != windows.height()) {
      return;
    }
    for (int r = windows.height(); r < rows; r += windows.height()) {
      canvas.line(x, y + r * cell, x + columns * cell, y + r * cell, Theme.INK, 2);
    }
    for (int c = windows.width(); c < columns; c += windows.width()) {
      canvas.line(x + c * cell, y, x + c * cell, y + rows * cell, Theme.INK, 2);
    }
  }

  private static String plain(double value) {
    var text =
        value == Math.rint(value) && Math.abs(value) < 1e6
            ? String.format(Locale.ROOT, "%.0f", value + 0.0)
            : String.format(Locale.ROOT, "%.2f", value);
    return text.replace('-', '\u2212');
  }

  private Table table() {
    var map = IntColumn.create("map");
    var row = IntColumn.create("row");
    var column = IntColumn.create("column");
    var fromRow = IntColumn.create("winner row");
    var fromColumn = IntColumn.create("winner column");
    var value = DoubleColumn.create("value");
    for (int i = 0; i < after.length; i++) {
      int per = out.dim(1) * out.dim(2);
      map.append(i / per);
      row.append(i % per / out.dim(2));
      column.append(i % out.dim(2));
      fromRow.append((int) winners[i] / in.dim(2));
      fromColumn.append((int) winners[i] % in.dim(2));
      value.append(after[i]);
    }
    return Table.create(map, row, column, fromRow, fromColumn, value);
  }
}
