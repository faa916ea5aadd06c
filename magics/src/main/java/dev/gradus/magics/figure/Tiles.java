package dev.gradus.magics.figure;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A grid of small pictures, enlarged without blur, with labels and, for numbers of both signs, a
/// colour bar that says what the colours mean.
///
/// @param title above the grid
/// @param note a second, fainter line; may be empty
/// @param tiles row by row
/// @param columns tiles of a row
/// @param rowLabels a label for each row; empty for none
/// @param limit number of the deepest colour, for the colour bar; null for none
public record Tiles(
    String title,
    String note,
    List<Tile> tiles,
    int columns,
    List<String> rowLabels,
    @Nullable Double limit) {
  private static final int MARGIN = 12;
  private static final int GAP = 8;
  private static final int LABEL = 18;
  private static final int BAR = 118;
  private static final int MOST_WIDTH = 860;
  private static final double TEXT = 13;

  /// One small picture.
  ///
  /// @param label below it; may be empty
  public record Tile(BufferedImage image, String label) {}

  /// Copies the lists.
  public Tiles {
    tiles = List.copyOf(tiles);
    rowLabels = List.copyOf(rowLabels);
  }

  /// Numbers as a picture.
  ///
  /// @param rgb colour of the number at a position, as 0xRRGGBB
  public static BufferedImage pixels(int height, int width, IntUnaryOperator rgb) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb.applyAsInt(y * width + x));
      }
    }
    return image;
  }

  /// Numbers of both signs as a picture: blue, white, red.
  public static BufferedImage signed(
      int height, int width, double limit, IntToDoubleFunction value) {
    return pixels(height, width, i -> Colors.diverging(value.applyAsDouble(i), limit));
  }

  /// The drawing; a pixel is a whole number of CSS pixels wide if there is room.
  ///
  /// @param wanted how wide a tile should be about, in CSS pixels
  public Drawing drawing(int wanted) {
    int rows = (tiles.size() + columns - 1) / columns;
    int across = Math.min(columns, tiles.size());
    int side = sideLabels();
    int bar = limit == null ? 0 : BAR;
    var first = tiles.getFirst().image();
    int room = (MOST_WIDTH - 2 * MARGIN - side - bar) / across - GAP;
    int zoom = Math.max(1, Math.min(wanted, room) / first.getWidth());
    double w = first.getWidth() > room ? room : (double) zoom * first.getWidth();
    double h = w * first.getHeight() / first.getWidth();
    int label = labelled(0, (rows - 1) * columns) ? LABEL : 0;
    int lastLabel = labelled((rows - 1) * columns, tiles.size()) ? LABEL : 0;
    int top = MARGIN + 20 + (note.isEmpty() ? 0 : 18) + 8;
    int gridHeight = (int) Math.ceil(rows * (h + label + GAP) - GAP - label + lastLabel);
    int body = Math.max(gridHeight, limit == null ? 0 : 130);
    int grid = (int) Math.ceil(across * (w + GAP) - GAP);
    double heading =
        Math.max(Theme.width(title, 16, true), note.isEmpty() ? 0 : Theme.width(note, TEXT, false));
    int width = 2 * MARGIN + (int) Math.ceil(Math.max(side + grid + bar, heading));
    return new Drawing(
        width, top + body + MARGIN, c -> paint(c, new Layout(top, side, grid, body, w, h, label)));
  }

  private record Layout(int top, int side, int grid, int body, double w, double h, int label) {}

  private boolean labelled(int from, int to) {
    return tiles.subList(from, to).stream().anyMatch(t -> !t.label().isEmpty());
  }

  private int sideLabels() {
    double widest =
        rowLabels.stream().mapToDouble(l -> Theme.width(l, TEXT, false)).max().orElse(0);
    return widest == 0 ? 0 : (int) Math.ceil(widest) + 8;
  }

  private void paint(Canvas canvas, Layout at) {
    canvas.text(title, MARGIN, MARGIN + 15, 16, true, Theme.INK, Canvas.Anchor.START);
    if (!note.isEmpty()) {
      canvas.text(note, MARGIN, MARGIN + 35, TEXT, false, Theme.FAINT, Canvas.Anchor.START);
    }
    double left = MARGIN + at.side();
    for (int i = 0; i < tiles.size(); i++) {
      double x = left + (i % columns) * (at.w() + GAP);
      int row = i / columns;
      double y = at.top() + row * (at.h() + at.label() + GAP);
      var tile = tiles.get(i);
      canvas.pixels(tile.image(), x, y, at.w(), at.h());
      canvas.box(x - 0.5, y - 0.5, at.w() + 1, at.h() + 1, null, Theme.LINE, 1);
      canvas.text(
          tile.label(),
          x + at.w() / 2,
          y + at.h() + 14,
          TEXT,
          false,
          Theme.INK,
          Canvas.Anchor.MIDDLE);
      if (i % columns == 0 && i / columns < rowLabels.size()) {
        canvas.text(
            rowLabels.get(i / columns),
            left - 8,
            y + at.h() / 2 + 5,
            TEXT,
            false,
            Theme.INK,
            Canvas.Anchor.END);
      }
    }
    if (limit != null) {
      bar(canvas, left + at.grid() + 20, at.top(), Math.min(at.body(), 220), limit);
    }
  }

  private static void bar(Canvas canvas, double x, double y, double height, double limit) {
    int steps = 101;
    var ramp = signed(steps, 1, limit, i -> limit * (1 - 2.0 * i / (steps - 1)));
    canvas.pixels(ramp, x, y, 16, height);
    canvas.box(x - 0.5, y - 0.5, 17, height + 1, null, Theme.FAINT, 1);
    double tx = x + 23;
    text(canvas, "+" + number(limit), tx, y + 10, Theme.INK);
    text(canvas, "positive", tx, y + 26, Theme.FAINT);
    text(canvas, "0", tx, y + height / 2 + 5, Theme.INK);
    text(canvas, "negative", tx, y + height - 16, Theme.FAINT);
    text(canvas, "\u2212" + number(limit), tx, y + height, Theme.INK);
  }

  private static void text(Canvas canvas, String text, double x, double y, Color color) {
    canvas.text(text, x, y, TEXT, false, color, Canvas.Anchor.START);
  }

  /// A number with three digits that count.
  public static String number(double value) {
    return Math.abs(value) >= 1000 || (value != 0 && Math.abs(value) < 1e-3)
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
