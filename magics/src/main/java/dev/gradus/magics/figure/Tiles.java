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
/// @param ramp what the colours of the bar are
public record Tiles(
    String title,
    String note,
    List<Tile> tiles,
    int columns,
    List<String> rowLabels,
    @Nullable Double limit,
    Ramp ramp) {
  private static final int MARGIN = 12;
  private static final int GAP = 8;
  private static final int LABEL = 18;
  private static final int BAR = 118;
  private static final int MOST_WIDTH = 860;
  private static final double TEXT = 13;
  private static final double LEAST = 9;

  /// How numbers become colours, and so what the colour bar says.
  public enum Ramp {
    /// Blue for negative, white for 0, red for positive numbers.
    SIGNED,
    /// White for 0, red for positive numbers; nothing is negative.
    POSITIVE,
    /// White for the most negative, black for the most positive number, as in Nielsen's book.
    INK;

    /// The colour of a number, as 0xRRGGBB.
    public int rgb(double value, double limit) {
      return this != INK
          ? Colors.diverging(value, limit)
          : Colors.grey(limit == 0 ? 0.5 : 0.5 - value / limit / 2);
    }

    /// The same in words.
    public String words() {
      return switch (this) {
        case SIGNED -> "Blue is negative, white 0, red positive.";
        case POSITIVE -> "White is 0, red is more.";
        case INK -> "White is negative, grey 0, black positive.";
      };
    }

    private double least(double limit) {
      return this == POSITIVE ? 0 : -limit;
    }
  }

  /// One small picture.
  ///
  /// @param label below it; may be empty
  /// @param second a second line below it; may be empty
  /// @param ink of both
  public record Tile(BufferedImage image, String label, String second, Color ink) {
    /// With one line in the usual colour.
    public Tile(BufferedImage image, String label) {
      this(image, label, "", Theme.INK);
    }
  }

  /// With the colours of [Ramp#SIGNED].
  public Tiles(
      String title,
      String note,
      List<Tile> tiles,
      int columns,
      List<String> rowLabels,
      @Nullable Double limit) {
    this(title, note, tiles, columns, rowLabels, limit, Ramp.SIGNED);
  }

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
    return coloured(Ramp.SIGNED, height, width, limit, value);
  }

  /// Numbers as a picture.
  public static BufferedImage coloured(
      Ramp ramp, int height, int width, double limit, IntToDoubleFunction value) {
    return pixels(height, width, i -> ramp.rgb(value.applyAsDouble(i), limit));
  }

  /// Numbers spread evenly from 0 to n - 1: all of them, or as many as are shown.
  static int[] sampled(int n, int most) {
    int shown = Math.min(n, most);
    return java.util.stream.IntStream.range(0, shown)
        .map(i -> shown == n ? i : (int) ((long) i * n / shown))
        .toArray();
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
    int label = labels(0, (rows - 1) * columns);
    int lastLabel = labels((rows - 1) * columns, tiles.size());
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

  private int labels(int from, int to) {
    var some = tiles.subList(from, to);
    return some.stream().anyMatch(t -> !t.second().isEmpty())
        ? 2 * LABEL - 2
        : some.stream().anyMatch(t -> !t.label().isEmpty()) ? LABEL : 0;
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
      below(canvas, tile.label(), tile.ink(), x + at.w() / 2, y + at.h() + 14, at.w());
      below(canvas, tile.second(), tile.ink(), x + at.w() / 2, y + at.h() + 30, at.w());
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
      bar(canvas, ramp, left + at.grid() + 20, at.top(), Math.min(at.body(), 220), limit);
    }
  }

  /// A label, smaller if it would touch that of the next tile.
  private static void below(
      Canvas canvas, String text, Color ink, double x, double y, double width) {
    if (!text.isEmpty()) {
      double fits = TEXT * (width + GAP - 4) / Theme.width(text, TEXT, false);
      canvas.text(text, x, y, Math.clamp(fits, LEAST, TEXT), false, ink, Canvas.Anchor.MIDDLE);
    }
  }

  /// The bar that says what the colours mean, with its texts on the right, 118 wide.
  static void bar(Canvas canvas, Ramp ramp, double x, double y, double height, double limit) {
    int steps = 101;
    double least = ramp.least(limit);
    var colours = coloured(ramp, steps, 1, limit, i -> limit + (least - limit) * i / (steps - 1));
    canvas.pixels(colours, x, y, 16, height);
    canvas.box(x - 0.5, y - 0.5, 17, height + 1, null, Theme.FAINT, 1);
    double tx = x + 23;
    text(canvas, (ramp == Ramp.POSITIVE ? "" : "+") + number(limit), tx, y + 10, Theme.INK);
    if (ramp == Ramp.POSITIVE) {
      text(canvas, "0", tx, y + height, Theme.INK);
      return;
    }
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
