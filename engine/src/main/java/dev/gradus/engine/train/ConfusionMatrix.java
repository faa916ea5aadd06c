package dev.gradus.engine.train;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// How often which class was taken for which: rows are the right classes, columns the predictions.
///
/// ```java
/// var confusion = ConfusionMatrix.of(test.labels(), model.predictClasses(test), test.classes());
/// confusion.recall(3)
/// ```
///
/// A quotient without samples, such as the precision of a class that was never predicted, is 0.
///
/// Errors: DataException for a class that is not there, lists of different length, less than 1 or
/// too many classes, or another number of names than of classes.
public final class ConfusionMatrix {
  /// A matrix of more classes would not fit into a few gigabytes.
  static final int MOST_CLASSES = 20_000;

  private final int[][] counts;
  private final List<String> names;

  private ConfusionMatrix(int[][] counts, List<String> names) {
    this.counts = counts;
    this.names = names;
  }

  /// Counts labels and predictions; a label of -1 does not count.
  ///
  /// @param labels what is right, 0 to classes - 1
  /// @param predictions what was said, as many
  /// @throws DataException if the arrays differ in length or a number is no class
  public static ConfusionMatrix of(int[] labels, int[] predictions, int classes) {
    Given.one("the labels", labels);
    Given.one("the predictions", predictions);
    if (labels.length != predictions.length) {
      throw new DataException(
          "there are "
              + labels.length
              + " labels but "
              + predictions.length
              + " predictions. Give one prediction for each label.");
    }
    if (classes < 1 || classes > MOST_CLASSES) {
      throw new DataException(
          "a confusion matrix needs 1 to " + MOST_CLASSES + " classes, got " + classes + ".");
    }
    var counts = new int[classes][classes];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != -1) {
        counts[checked("label", labels[i], i, classes)][
            checked("prediction", predictions[i], i, classes)]++;
      }
    }
    var names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return new ConfusionMatrix(counts, names);
  }

  /// With further counts, by label (upper 32 bits) and prediction (lower).
  ConfusionMatrix more(Map<Long, Integer> further) {
    var sum = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    further.forEach((pair, count) -> {
      int label = checked("label", (int) (pair >> 32), 0, counts.length);
      sum[label][checked("prediction", pair.intValue(), 0, counts.length)] += count;
    });
    return new ConfusionMatrix(sum, names);
  }

  private static int checked(String what, int value, int i, int classes) {
    if (value < 0 || value >= classes) {
      throw new DataException(
          what
              + " "
              + value
              + " at position "
              + i
              + " is no class: there are "
              + classes
              + " (0 to "
              + (classes - 1)
              + ").");
    }
    return value;
  }

  /// The same with names for the classes.
  public ConfusionMatrix named(List<String> classNames) {
    Given.one("the class names", classNames);
    if (classNames.size() != classes()) {
      throw new DataException(
          "there are " + classes() + " classes but " + classNames.size() + " names.");
    }
    return new ConfusionMatrix(counts, List.copyOf(classNames));
  }

  /// The number of classes.
  public int classes() {
    return counts.length;
  }

  /// The names of the classes.
  public List<String> classNames() {
    return names;
  }

  /// A class that exists.
  private int known(int c) {
    if (c < 0 || c >= classes()) {
      throw new DataException(
          "there is no class "
              + c
              + ": there are "
              + classes()
              + " (0 to "
              + (classes() - 1)
              + ").");
    }
    return c;
  }

  /// How often samples of the class `label` were taken for `prediction`.
  public int count(int label, int prediction) {
    return counts[known(label)][known(prediction)];
  }

  /// All counts, `[label][prediction]` (a copy).
  public int[][] counts() {
    return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
  }

  /// The number of samples.
  public int samples() {
    return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
  }

  /// The number of samples of a class.
  public int support(int c) {
    return Arrays.stream(counts[known(c)]).sum();
  }

  /// How often a class was predicted.
  public int predicted(int c) {
    int column = known(c);
    return Arrays.stream(counts).mapToInt(row -> row[column]).sum();
  }

  private int correct() {
    return IntStream.range(0, classes()).map(c -> counts[c][c]).sum();
  }

  /// The share of samples on the diagonal; NaN without samples.
  public double accuracy() {
    return (double) correct() / samples();
  }

  private static double quotient(double a, double b) {
    return b == 0 ? 0 : a / b;
  }

  /// Of those taken for class c, the share that is.
  public double precision(int c) {
    return quotient(counts[known(c)][c], predicted(c));
  }

  /// Of those that are class c, the share that was found.
  public double recall(int c) {
    return quotient(counts[known(c)][c], support(c));
  }

  /// The harmonic mean of precision and recall of a class.
  public double f1(int c) {
    return quotient(2.0 * counts[known(c)][c], support(c) + predicted(c));
  }

  /// Precision over all classes.
  public double precision(Average average) {
    return over(average, this::precision);
  }

  /// Recall over all classes.
  public double recall(Average average) {
    return over(average, this::recall);
  }

  /// F1 over all classes; the macro average is the mean of the F1 of classes.
  public double f1(Average average) {
    Given.one("the average", average);
    return over(average, this::f1);
  }

  private double over(Average average, IntToDoubleFunction value) {
    Given.one("the kind of average", average);
    return switch (average) {
      case MICRO -> accuracy();
      case MACRO ->
          IntStream.range(0, classes())
              .filter(c -> support(c) + predicted(c) > 0)
              .mapToDouble(value)
              .average()
              .orElse(Double.NaN);
      case WEIGHTED ->
          IntStream.range(0, classes()).mapToDouble(c -> support(c) * value.applyAsDouble(c)).sum()
              / samples();
    };
  }

  /// The pair of different classes that were confused most often, as [label, prediction]; the first
  /// of equals. Empty if nothing was confused.
  public int[] worst() {
    int[] worst = {};
    for (int i = 0; i < classes(); i++) {
      for (int j = 0; j < classes(); j++) {
        int best = worst.length == 0 ? 0 : counts[worst[0]][worst[1]];
        if (i != j && counts[i][j] > best) {
          worst = new int[] {i, j};
        }
      }
    }
    return worst;
  }

  /// A table: counts, then precision, recall, F1 and support of every class.
  @Override
  public String toString() {
    var lines = new ArrayList<String>();
    int width = Math.max(5, 1 + Math.max(longest(), Integer.toString(samples()).length()));
    var head = new StringBuilder(pad("", width));
    names.forEach(name -> head.append(pad(name, width)));
    lines.add(head + "  precision  recall      f1  support");
    for (int c = 0; c < classes(); c++) {
      var line = new StringBuilder(pad(names.get(c), width));
      for (int p = 0; p < classes(); p++) {
        line.append(pad(Integer.toString(counts[c][p]), width));
      }
      lines.add(line + numbers(precision(c), recall(c), f1(c), support(c)));
    }
    for (var average : new Average[] {Average.MACRO, Average.WEIGHTED}) {
      var name = average.name().toLowerCase(Locale.ROOT);
      var title = pad("", width * (classes() + 1) - name.length()) + name;
      lines.add(title + numbers(precision(average), recall(average), f1(average), samples()));
    }
    lines.add(String.format(Locale.ROOT, "accuracy %.4f of %,d samples", accuracy(), samples()));
    return String.join("\n", lines);
  }

  private int longest() {
    return names.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String numbers(double precision, double recall, double f1, int support) {
    return String.format(Locale.ROOT, "%11.4f%8.4f%8.4f%9d", precision, recall, f1, support);
  }
}
