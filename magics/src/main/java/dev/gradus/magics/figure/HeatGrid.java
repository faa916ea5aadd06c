package dev.gradus.magics.figure;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Numbers in rows and columns as colours, several grids below each other over the same columns,
/// with names for rows and columns.
///
/// @param title above all
/// @param note a fainter line; may be empty
/// @param panels from top to bottom
/// @param columns names of the columns
/// @param columnTitle what the columns are
record HeatGrid(
    String title, String note, List<Panel> panels, List<String> columns, String columnTitle) {
  private static final int MARGIN = 14;
  private static final int TOP = 62;
  private static final int BAR = 118;
  private static final int MOST_WIDTH = 620;
  private static final double TEXT = 13;

  /// One grid.
  ///
  /// @param name above it; may be empty
  /// @param rows names of the rows
  /// @param values row by row
  /// @param ramp how numbers become colours
  /// @param limit number of the deepest colour
  record Panel(String name, List<String> rows, double[][] values, Tiles.Ramp ramp, double limit) {}

  private int left() {
    double widest =
        panels.stream()
            .flatMap(p -> p.rows().stream())
            .mapToDouble(r -> Theme.width(r, TEXT, false))
            .max()
            .orElse(0);
    return (int) Math.ceil(MARGIN + widest + 8);
  }

  private double cell() {
    double named = columns.stream().mapToDouble(c -> Theme.width(c, TEXT, false)).max().orElse(0);
    double most = (double) (MOST_WIDTH - left()) / columns.size();
    return Math.max(3, Math.min(most, Math.max(columns.size() <= 16 ? 34 : 14, named + 8)));
  }

  private double rise(Panel panel) {
    int n = panel.rows().size();
    return n <= 8 ? 22 : n <= 12 ? 16 : n <= 16 ? 10 : 8;
  }

  private double height(Panel panel) {
    return panel.rows().size() * rise(panel) + (panel.name().isEmpty() ? 10 : 34);
  }

  Drawing drawing() {
    double body = panels.stream().mapToDouble(p -> Math.max(height(p), 112)).sum();
    double wide = left() + columns.size() * cell() + BAR + MARGIN + 20;
    double head =
        Math.max(Theme.width(title, 16, true), Theme.width(note, TEXT, false)) + 2 * MARGIN;
    return new Drawing(
        (int) Math.ceil(Math.max(wide, head)), (int) Math.ceil(TOP + body + 44), this::paint);
  }

  private void paint(Canvas canvas) {
    canvas.text(title, MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
    canvas.text(note, MARGIN, MARGIN + 35, TEXT, false, Theme.FAINT, Canvas.Anchor.START);
    double y = TOP;
    for (var panel : panels) {
      panel(canvas, panel, y);
      y += Math.max(height(panel), 112);
    }
    var last = panels.getLast();
    double bottom = y - Math.max(height(last), 112) + height(last) - 10;
    names(canvas, bottom + 18);
  }

  private void panel(Canvas canvas, Panel panel, double top) {
    double y = top + (panel.name().isEmpty() ? 0 : 24);
    canvas.text(panel.name(), left(), top + 14, 14, true, Theme.INK, Canvas.Anchor.START);
    double rise = rise(panel);
    int n = columns.size();
    int rows = panel.rows().size();
    var picture =
        Tiles.coloured(panel.ramp(), rows, n, panel.limit(), i -> panel.values()[i / n][i % n]);
    double width = n * cell();
    canvas.pixels(picture, left(), y, width, rows * rise);
    canvas.box(left() - 0.5, y - 0.5, width + 1, rows * rise + 1, null, Theme.LINE, 1);
    int every = (int) Math.max(1, Math.ceil(15 / rise));
    for (int r = 0; r < rows; r += every) {
      canvas.text(
          panel.rows().get(r),
          left() - 6,
          y + (r + 0.5) * rise + 5,
          TEXT,
          false,
          Theme.INK,
          Canvas.Anchor.END);
    }
    double bar = Math.max(rows * rise, 78);
    Tiles.bar(canvas, panel.ramp(), left() + width + 20, y, Math.min(bar, 160), panel.limit());
  }

  private void names(Canvas canvas, double y) {
    double widest =
        columns.stream().mapToDouble(c -> Theme.width(c, TEXT, false)).max().orElse(0) + 5;
    int every = (int) Math.max(1, Math.ceil(widest / cell()));
    for (int c = 0; c < columns.size(); c += every) {
      double x = left() + (c + 0.5) * cell();
      canvas.text(columns.get(c), x, y, TEXT, false, Theme.INK, Canvas.Anchor.MIDDLE);
    }
    double middle = left() + columns.size() * cell() / 2;
    canvas.text(columnTitle, middle, y + 20, TEXT, false, Theme.FAINT, Canvas.Anchor.MIDDLE);
  }

  /// Names made from numbers.
  static List<String> names(int count, IntFunction<String> name) {
    return IntStream.range(0, count).mapToObj(name).toList();
  }
}
