package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.data.Dataset;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Images, each beside bars for the classes that a model finds most probable: the right class in
/// green, others in grey. The panel of Krizhevsky, Sutskever, Hinton, "ImageNet Classification with
/// Deep Convolutional Neural Networks", 2012, figure 4.
public final class TopClasses {
  private static final int MOST = 30;
  private static final int MARGIN = 14;
  private static final int TOP = 62;
  private static final int PICTURE = 96;
  private static final int NAME = 74;
  private static final int BAR = 92;
  private static final int PERCENT = 48;
  private static final int ROW = 19;
  private static final int GAP = 26;
  private static final int COLUMNS = 3;
  private static final double TEXT = 13;
  private static final Color OTHER = new Color(0x9AA5AD);

  private final Dataset data;
  private final String title;
  private final String note;
  private final double[][] probabilities;
  private final int shown;
  private final int top;

  private TopClasses(Model model, Dataset data, double[][] probabilities, int shown, int top) {
    this.data = data;
    this.probabilities = probabilities;
    this.shown = shown;
    this.top = top;
    this.title = "Most probable classes, " + model.name();
    this.note =
        shown + " of " + data.size() + " samples of " + data.name() + "; the right class is green";
  }

  /// The figure of the first samples.
  ///
  /// @param count samples, at most 30
  /// @param top bars of each, at most the number of classes
  /// @throws MagicsException if the data are no images with classes, or a number is not positive
  public static Figure of(Model model, Dataset data, int count, int top) {
    if (top < 1) {
      throw new MagicsException("at least 1 class can be shown for each sample, got " + top + ".");
    }
    int shown = Math.min(Math.min(Gallery.limit(count), MOST), data.size());
    var probabilities = Gallery.probabilities(model, data);
    int bars = Math.min(top, data.classes());
    return new TopClasses(model, data, probabilities, shown, bars).figure(model);
  }

  /// The most probable classes of a sample, best first.
  private List<Integer> best(int sample) {
    double[] p = probabilities[sample];
    return IntStream.range(0, p.length)
        .boxed()
        .sorted((a, b) -> p[a] == p[b] ? a - b : Double.compare(p[b], p[a]))
        .limit(top)
        .toList();
  }

  private int across() {
    return Math.min(COLUMNS, shown);
  }

  private static double cell() {
    return PICTURE + 12 + NAME + BAR + PERCENT;
  }

  private double rise() {
    return Math.max(PICTURE, top * ROW) + 38.0;
  }

  private Figure figure(Model model) {
    double grid = across() * (cell() + GAP) - GAP;
    double head = Math.max(Theme.width(title, 16, true), Theme.width(note, TEXT, false));
    int rows = (shown + across() - 1) / across();
    var drawing =
        new Drawing(
            (int) Math.ceil(Math.max(grid, head)) + 2 * MARGIN,
            (int) Math.ceil(TOP + rows * rise()),
            this::paint);
    return new Figure("most probable classes", facts(model), drawing, this::table);
  }

  private void paint(Canvas canvas) {
    canvas.text(title, MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
    canvas.text(note, MARGIN, MARGIN + 35, TEXT, false, Theme.FAINT, Canvas.Anchor.START);
    for (int i = 0; i < shown; i++) {
      double x = MARGIN + i % across() * (cell() + GAP);
      int row = i / across();
      sample(canvas, i, x, TOP + row * rise());
    }
  }

  private void sample(Canvas canvas, int number, double x, double y) {
    var shape = data.inputShape();
    var picture = Images.pixels(shape, data.input(number));
    double high = (double) PICTURE * picture.getHeight() / picture.getWidth();
    canvas.pixels(picture, x, y, PICTURE, Math.min(high, PICTURE));
    canvas.box(x - 0.5, y - 0.5, PICTURE + 1, Math.min(high, PICTURE) + 1, null, Theme.LINE, 1);
    int label = data.label(number);
    text(canvas, Gallery.name(data, label), x + PICTURE / 2.0, y + PICTURE + 16, Theme.INK);
    double left = x + PICTURE + 12 + NAME;
    var best = best(number);
    for (int k = 0; k < best.size(); k++) {
      int c = best.get(k);
      double middle = y + (k + 0.5) * ROW;
      double p = probabilities[number][c];
      var color = c == label ? Theme.MARK : OTHER;
      var name = Gallery.name(data, c);
      canvas.text(name, left - 6, middle + 5, TEXT, false, Theme.INK, Canvas.Anchor.END);
      canvas.box(left, middle - 7, Math.max(1, p * BAR), 14, color, null, 0);
      var percent = String.format(Locale.ROOT, "%.0f %%", 100 * p);
      double px = left + Math.max(1, p * BAR) + 5;
      canvas.text(percent, px, middle + 5, TEXT, false, Theme.FAINT, Canvas.Anchor.START);
    }
  }

  private static void text(Canvas canvas, String text, double x, double y, Color color) {
    canvas.text(text, x, y, TEXT, true, color, Canvas.Anchor.MIDDLE);
  }

  private String facts(Model model) {
    int among = 0;
    for (int i = 0; i < data.size(); i++) {
      among += best(i).contains(data.label(i)) ? 1 : 0;
    }
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "The %d most probable classes according to %s: the right one is among them for %,d"
                    + " of %,d samples of %s. Shown:",
                top,
                model.name(),
                among,
                data.size(),
                data.name()));
    for (int i = 0; i < shown; i++) {
      text.append('\n').append(i).append(" (").append(Gallery.name(data, data.label(i)));
      text.append("):");
      for (int c : best(i)) {
        text.append(
            String.format(
                Locale.ROOT, " %s %.0f %%", Gallery.name(data, c), 100 * probabilities[i][c]));
      }
    }
    return text.toString();
  }

  private Table table() {
    var sample = IntColumn.create("sample");
    var target = StringColumn.create("target");
    var rank = IntColumn.create("rank");
    var name = StringColumn.create("class");
    var probability = DoubleColumn.create("probability");
    for (int i = 0; i < shown; i++) {
      var best = new ArrayList<>(best(i));
      for (int k = 0; k < best.size(); k++) {
        sample.append(i);
        target.append(Gallery.name(data, data.label(i)));
        rank.append(k + 1);
        name.append(Gallery.name(data, best.get(k)));
        probability.append(probabilities[i][best.get(k)]);
      }
    }
    return Table.create(sample, target, rank, name, probability);
  }
}
