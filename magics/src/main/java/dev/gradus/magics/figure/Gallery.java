package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.data.Dataset;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Images with what a model says about them.
public final class Gallery {
  private static final int MOST = 100;
  private static final int WIDE = 84;

  private Gallery() {}

  /// What a model says about one sample.
  private record Said(int sample, int label, int prediction, double probability) {
    boolean right() {
      return label == prediction;
    }
  }

  /// The first samples with their class, the predicted class and its probability: green where they
  /// agree, red where they do not.
  ///
  /// @param count how many, at most 100
  public static Figure predictions(Model model, Dataset data, int count) {
    var all = said(model, data);
    var shown = all.stream().limit(limit(count)).toList();
    return figure("Predictions", model, data, all, shown);
  }

  /// The samples that a model takes for something else, the surest mistakes first.
  ///
  /// @param count how many at most, up to 100
  public static Figure mistakes(Model model, Dataset data, int count) {
    var all = said(model, data);
    var wrong =
        all.stream()
            .filter(s -> !s.right())
            .sorted(Comparator.comparingDouble((Said s) -> -s.probability()))
            .limit(limit(count))
            .toList();
    if (wrong.isEmpty()) {
      throw new MagicsException(
          model.name()
              + " makes no mistake on the "
              + all.size()
              + " samples of "
              + data.name()
              + ": there is nothing to show. Take harder or more data.");
    }
    return figure("Mistakes", model, data, all, wrong);
  }

  static int limit(int count) {
    if (count < 1) {
      throw new MagicsException("at least 1 sample can be shown, got " + count + ".");
    }
    return Math.min(count, MOST);
  }

  private static List<Said> said(Model model, Dataset data) {
    var all = new ArrayList<Said>();
    var probabilities = probabilities(model, data);
    for (int i = 0; i < data.size(); i++) {
      var p = probabilities[i];
      int best = 0;
      for (int c = 1; c < p.length; c++) {
        best = p[c] > p[best] ? c : best;
      }
      all.add(new Said(i, data.label(i), best, p[best]));
    }
    return all;
  }

  /// The probabilities of the classes of every sample.
  ///
  /// @throws MagicsException if the data are no images with classes, or the model gives other ones
  static double[][] probabilities(Model model, Dataset data) {
    if (!data.isClassification() || !Images.isImage(data.inputShape())) {
      throw new MagicsException(
          data + ": a gallery needs images with classes, as %dataset digits gives.");
    }
    Diverged.refuse(model);
    var scores = model.predict(data);
    int classes = scores.shape().last();
    if (scores.shape().rank() != 2 || classes < data.classes()) {
      throw new MagicsException(
          model.name()
              + " gives "
              + scores.shape().rest()
              + " for a sample, but the data have "
              + data.classes()
              + " classes. Use a model that ends with dense("
              + data.classes()
              + ").");
    }
    var values = scores.toArray();
    return IntStream.range(0, data.size())
        .mapToObj(i -> probabilities(Arrays.copyOfRange(values, i * classes, (i + 1) * classes)))
        .toArray(double[][]::new);
  }

  /// Scores through a softmax, unless they are probabilities already.
  static double[] probabilities(float[] scores) {
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    boolean share = true;
    for (float s : scores) {
      sum += s;
      share &= s >= 0 && s <= 1;
      most = Math.max(most, s);
    }
    if (share && Math.abs(sum - 1) < 1e-4) {
      return IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray();
    }
    double largest = most;
    double[] p =
        IntStream.range(0, scores.length).mapToDouble(i -> Math.exp(scores[i] - largest)).toArray();
    double total = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / total).toArray();
  }

  private static Figure figure(
      String title, Model model, Dataset data, List<Said> all, List<Said> shown) {
    var tiles = new ArrayList<Tiles.Tile>();
    for (var s : shown) {
      tiles.add(
          new Tiles.Tile(
              Images.pixels(data.inputShape(), data.input(s.sample())),
              below(data, s),
              String.format(Locale.ROOT, "%.0f %%", 100 * s.probability()),
              s.right() ? Theme.MARK : Theme.VALIDATION));
    }
    long wrong = all.stream().filter(s -> !s.right()).count();
    var note = shown.size() + " of " + all.size() + " samples of " + data.name();
    if (title.equals("Mistakes")) {
      note = shown.size() + " of " + wrong + " mistakes on " + all.size() + " samples";
    }
    var grid =
        new Tiles(
            title + " of " + model.name(),
            note + ". Below: class \u2192 prediction where wrong, its probability",
            tiles,
            Math.min(8, tiles.size()),
            List.of(),
            null);
    return new Figure(
        title.toLowerCase(Locale.ROOT),
        facts(title, model, data, all, shown, wrong),
        grid.drawing(WIDE),
        () -> table(data, shown));
  }

  /// The class, or class and prediction, as short as it must be.
  private static String below(Dataset data, Said s) {
    var right = name(data, s.label());
    if (s.right()) {
      return right;
    }
    var said = name(data, s.prediction());
    var text = right + " \u2192 " + said;
    return Theme.width(text, 13, false) <= WIDE + 12
        ? text
        : cut(right, 4) + " \u2192 " + cut(said, 4);
  }

  private static String cut(String name, int length) {
    return name.length() <= length ? name : name.substring(0, length) + ".";
  }

  static String name(Dataset data, int number) {
    var names = data.classNames();
    var name = number < names.size() ? names.get(number) : "" + number;
    return name.length() <= 9 ? name : name.substring(0, 8) + "\u2026";
  }

  private static String facts(
      String title, Model model, Dataset data, List<Said> all, List<Said> shown, long wrong) {
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s of %s: %,d of %,d samples of %s are wrong (accuracy %.2f %%). Shown:",
                title,
                model.name(),
                wrong,
                all.size(),
                data.name(),
                100.0 * (all.size() - wrong) / all.size()));
    for (var s : shown) {
      var right = s.right() ? "" : " taken for " + name(data, s.prediction());
      text.append(
          String.format(
              Locale.ROOT,
              " %d: %s%s (%.0f %%)%s",
              s.sample(),
              name(data, s.label()),
              right,
              100 * s.probability(),
              s.equals(shown.getLast()) ? "." : ","));
    }
    return text.toString();
  }

  private static Table table(Dataset data, List<Said> shown) {
    return Table.create(
        IntColumn.create("sample", shown.stream().mapToInt(Said::sample)),
        StringColumn.create("target", shown.stream().map(s -> name(data, s.label()))),
        StringColumn.create("prediction", shown.stream().map(s -> name(data, s.prediction()))),
        DoubleColumn.create(
            "probability", shown.stream().mapToDouble(Said::probability).toArray()));
  }
}
