package dev.gradus.magics.figure;

import dev.gradus.engine.train.ConfusionMatrix;
import java.awt.Color;
import java.util.Locale;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// A confusion matrix as a heat map: a row for every right class, a column for every prediction;
/// blue on the diagonal, red beside it, deeper for a larger share of the row.
public final class HeatMap {
  private static final int MOST_WIDTH = 760;
  private static final int LARGEST = 46;
  private static final int SMALLEST = 8;
  private static final int READABLE = 24;
  private static final int MARGIN = 14;
  private static final int TOP = 62;
  private static final int FOOT = 26;
  private static final int LONGEST = 14;
  private static final double TEXT = 13;

  private HeatMap() {}

  /// The sizes of a drawing.
  ///
  /// @param left where the cells begin
  /// @param side of a cell
  /// @param crowded whether names are wider than a cell: then columns have numbers, and rows number
  ///   and name
  private record Layout(int left, int side, boolean crowded) {}

  /// The figure of a matrix.
  public static Figure of(ConfusionMatrix matrix) {
    int n = matrix.classes();
    double names =
        matrix.classNames().stream()
            .mapToDouble(name -> Theme.width(cut(name) + " 00", TEXT, false))
            .max()
            .orElse(0);
    int left = (int) Math.ceil(MARGIN + 24 + names + 8);
    int wanted = (int) Math.max(LARGEST, Math.ceil(names + 8));
    int side = Math.clamp((MOST_WIDTH - left - MARGIN) / n, SMALLEST, wanted);
    var layout = new Layout(left, side, names > side - 4);
    double heading = 2 * MARGIN + Theme.width(title(matrix), 14, true);
    int width = Math.max((int) Math.ceil(heading), left + n * side + MARGIN);
    int height = TOP + n * cell(side) + FOOT + 8;
    return new Figure(
        "confusion matrix",
        facts(matrix),
        new Drawing(width, height, canvas -> draw(canvas, matrix, layout)),
        () -> table(matrix));
  }

  private static String title(ConfusionMatrix matrix) {
    return String.format(
        Locale.ROOT,
        "Right class (rows) and prediction (columns), accuracy %.2f %%",
        100 * matrix.accuracy());
  }

  private static int cell(int side) {
    return Math.min(side, LARGEST);
  }

  private static String cut(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "\u2026";
  }

  private static void draw(Canvas canvas, ConfusionMatrix matrix, Layout at) {
    int n = matrix.classes();
    int rise = cell(at.side());
    canvas.text(title(matrix), MARGIN, 22, 14, true, Theme.INK, Canvas.Anchor.START);
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        cell(canvas, matrix, at, r, c);
      }
    }
    boolean named = rise >= 14;
    for (int i = 0; i < n; i++) {
      double y = TOP + (i + 0.5) * rise;
      double x = at.left() + (i + 0.5) * at.side();
      if (named) {
        var number = at.crowded() ? i + " " : "";
        canvas.text(
            number + cut(matrix.classNames().get(i)),
            at.left() - 8,
            y + 5,
            TEXT,
            false,
            Theme.INK,
            Canvas.Anchor.END);
      }
      if (named) {
        var name = at.crowded() ? String.valueOf(i) : cut(matrix.classNames().get(i));
        canvas.text(name, x, TOP - 8, TEXT, false, Theme.INK, Canvas.Anchor.MIDDLE);
      }
    }
    canvas.text(
        "share of the row: blue right, red wrong, stronger is more",
        MARGIN,
        TOP + n * rise + FOOT - 6,
        TEXT,
        false,
        Theme.FAINT,
        Canvas.Anchor.START);
  }

  private static void cell(Canvas canvas, ConfusionMatrix matrix, Layout at, int r, int c) {
    int rise = cell(at.side());
    double x = at.left() + c * at.side();
    double y = TOP + r * rise;
    int count = matrix.count(r, c);
    double share = (double) count / Math.max(1, matrix.support(r));
    // the square root makes rare confusions visible
    double depth = Math.sqrt(share);
    var fill = new Color(Colors.diverging(r == c ? -depth : depth, 1.2));
    canvas.box(x, y, at.side(), rise, fill, Theme.LINE, 1);
    var text = String.valueOf(count);
    double size = Math.min(TEXT, rise * 0.45);
    if (count > 0 && rise >= READABLE && Theme.width(text, size, false) < at.side() - 2) {
      var ink = depth > (r == c ? 0.6 : 0.85) ? Color.WHITE : Theme.INK;
      canvas.text(
          text, x + at.side() / 2.0, y + rise / 2.0 + 5, size, false, ink, Canvas.Anchor.MIDDLE);
    }
  }

  private static String facts(ConfusionMatrix matrix) {
    var text =
        String.format(
            Locale.ROOT,
            "Confusion matrix of %d classes: accuracy %.2f %% of %,d samples.",
            matrix.classes(),
            100 * matrix.accuracy(),
            matrix.samples());
    int[] worst = matrix.worst();
    return worst.length == 0
        ? text + " Nothing was confused."
        : String.format(
            Locale.ROOT,
            "%s Most often %s was taken for %s: %d of %d.",
            text,
            matrix.classNames().get(worst[0]),
            matrix.classNames().get(worst[1]),
            matrix.count(worst[0], worst[1]),
            matrix.support(worst[0]));
  }

  private static Table table(ConfusionMatrix matrix) {
    var label = StringColumn.create("class");
    var prediction = StringColumn.create("prediction");
    var count = IntColumn.create("count");
    for (int r = 0; r < matrix.classes(); r++) {
      for (int c = 0; c < matrix.classes(); c++) {
        label.append(matrix.classNames().get(r));
        prediction.append(matrix.classNames().get(c));
        count.append(matrix.count(r, c));
      }
    }
    return Table.create(label, prediction, count);
  }
}
