package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Makes data sets out of checked numbers; what the factories of [Dataset] do.
final class Making {
  private static final int MOST_CLASSES = 1_000_000;

  private Making() {}

  static Dataset floats(Shape inputShape, float[] inputs, int[] labels, int classes) {
    given(inputShape, inputs, labels);
    int count = Checks.count("inputs", inputs.length, inputShape);
    Checks.sameCount(count, labels.length, "labels");
    Checks.labels(labels, classes);
    Checks.finite("input", inputs, inputShape);
    var samples = new Samples.Floats(inputs.clone(), inputShape.size());
    return labelled(samples, inputShape, labels, classes);
  }

  static Dataset rows(float[][] rows, int[] labels) {
    Given.all("row", rows);
    Given.one("the list of labels", labels);
    if (rows.length == 0) {
      throw new DataException("the data set is empty: there are no rows. Give at least one.");
    }
    int width = rows[0].length;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != width) {
        throw new DataException(
            "row "
                + i
                + " has "
                + rows[i].length
                + " numbers, but row 0 has "
                + width
                + ". All rows need the same length.");
      }
    }
    var inputs = new float[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, inputs, i * width, width);
    }
    int classes = Math.max(1, Arrays.stream(labels).max().orElse(0) + 1);
    return floats(Shape.of(width), inputs, labels, classes);
  }

  /// Takes the array of bytes without a copy.
  static Dataset bytes(
      Shape inputShape, byte[] inputs, int[] labels, int classes, DoubleUnaryOperator value) {
    given(inputShape, inputs, labels);
    int count = Checks.count("inputs", inputs.length, inputShape);
    Checks.sameCount(count, labels.length, "labels");
    Checks.labels(labels, classes);
    var samples = new Samples.Bytes(inputs, inputShape.size(), value);
    return labelled(samples, inputShape, labels, classes);
  }

  static DoubleUnaryOperator scaled(float scale, float shift) {
    if (!Float.isFinite(scale) || !Float.isFinite(shift)) {
      throw new DataException(
          "scale "
              + scale
              + " and shift "
              + shift
              + " must be finite numbers, such as 1/255f and 0.");
    }
    return v -> (float) v * scale + shift;
  }

  private static Dataset labelled(Samples samples, Shape shape, int[] labels, int classes) {
    var targets = new Targets.Labels(labels.clone());
    return new Dataset(
        "data", samples, shape, targets, names(classes), Dataset.identity(labels.length));
  }

  static Dataset sequences(
      Shape inputShape, float[] inputs, Shape labelShape, int[] labels, int classes) {
    given(inputShape, inputs, labels);
    Given.one("the shape of the labels", labelShape);
    int count = Checks.count("inputs", inputs.length, inputShape);
    Checks.sameCount(count, Checks.count("labels", labels.length, labelShape), "labels");
    Checks.finite("input", inputs, inputShape);
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < -1 || labels[i] >= Math.max(1, classes)) {
        throw new DataException(
            "label "
                + labels[i]
                + " in sample "
                + i / labelShape.size()
                + ", but there are "
                + classes
                + " classes (0 to "
                + (classes - 1)
                + ", or -1 for a step that does not count). Correct the label or give the right"
                + " number of classes.");
      }
    }
    return new Dataset(
        "data",
        new Samples.Floats(inputs.clone(), inputShape.size()),
        inputShape,
        new Targets.Labels(labels.clone(), labelShape),
        names(classes),
        Dataset.identity(count));
  }

  static Dataset regression(Shape inputShape, float[] inputs, Shape targetShape, float[] targets) {
    given(inputShape, inputs, targets);
    Given.one("the shape of the targets", targetShape);
    int count = Checks.count("inputs", inputs.length, inputShape);
    Checks.sameCount(count, Checks.count("targets", targets.length, targetShape), "targets");
    Checks.finite("input", inputs, inputShape);
    Checks.finite("target", targets, targetShape);
    return new Dataset(
        "data",
        new Samples.Floats(inputs.clone(), inputShape.size()),
        inputShape,
        new Targets.Values(targets.clone(), targetShape),
        List.of(),
        Dataset.identity(count));
  }

  static Dataset windows(float[] series, int length, int horizon) {
    long left = (long) Given.one("the series", series).length - length - horizon + 1;
    int count = (int) Math.max(0, Math.min(left, series.length));
    if (length < 1 || horizon < 1 || count < 1) {
      throw new DataException(
          "cannot cut windows of "
              + length
              + " numbers, each with the number "
              + horizon
              + " after it, from a series of "
              + series.length
              + ". Give a length and a horizon of 1 or more that fit into the series.");
    }
    var inputs = new float[Math.multiplyExact(count, length)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(series, i, inputs, i * length, length);
    }
    var targets = Arrays.copyOfRange(series, length + horizon - 1, series.length);
    return regression(Shape.of(length, 1), inputs, Shape.of(1), targets).withName("windows");
  }

  private static void given(Shape inputShape, Object inputs, Object targets) {
    Given.one("the shape of the inputs", inputShape);
    Given.one("the list of inputs", inputs);
    Given.one("the list of labels or targets", targets);
  }

  private static List<String> names(int classes) {
    if (classes > MOST_CLASSES) {
      throw new DataException(
          "there are said to be "
              + classes
              + " classes; at most "
              + MOST_CLASSES
              + " have names. Give as many classes as the labels need.");
    }
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
