package dev.gradus.magics.figure;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.magics.MagicsException;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Samples and tensors as images: grey for one channel, colours (red, green, blue in this order)
/// for three. Numbers from 0 to 1 are taken as they are, others are stretched to the range they
/// have.
public final class Images {
  private Images() {}

  /// One image: [height, width], [1, height, width] or [3, height, width], also in a batch of 1.
  public static Figure of(Tensor tensor) {
    var shape = squeeze(tensor.shape());
    if (!isImage(shape)) {
      throw new MagicsException(
          "a tensor of shape "
              + tensor.shape()
              + " is no image. Images are [height, width], [1, height, width] or [3, height, width].");
    }
    var values = tensor.toArray();
    var range = range(values);
    var tile = new Tiles.Tile(pixels(shape, values, range), "");
    var grid =
        new Tiles("Image " + tensor.shape(), range.note(), List.of(tile), 1, List.of(), null);
    var facts =
        String.format(
            Locale.ROOT,
            "Image of shape %s, values from %s to %s.",
            tensor.shape(),
            Tiles.number(range.least()),
            Tiles.number(range.most()));
    return new Figure("image", facts, grid.drawing(224), () -> table(values, shape));
  }

  /// The first samples of a data set with their classes.
  ///
  /// @param count how many, at most 200
  public static Figure of(Dataset data, int count) {
    if (count < 1) {
      throw new MagicsException("at least 1 sample can be shown, got " + count + ".");
    }
    if (!isImage(data.inputShape())) {
      throw new MagicsException(
          data
              + ": samples of shape "
              + data.inputShape()
              + " are no images. Images are [height, width], [1, height, width] or [3, height,"
              + " width]; Dataset.reshape gives samples another shape.");
    }
    int n = Math.min(Math.min(count, 200), data.size());
    var inputs = IntStream.range(0, n).mapToObj(data::input).toList();
    var range = Range.of(inputs);
    var tiles = new ArrayList<Tiles.Tile>();
    for (int i = 0; i < n; i++) {
      tiles.add(new Tiles.Tile(pixels(data.inputShape(), inputs.get(i), range), label(data, i)));
    }
    var grid =
        new Tiles("First " + n + " of " + data.name(), range.note(), tiles, 10, List.of(), null);
    var facts =
        data
            + ". Shown: the first "
            + n
            + (data.isClassification()
                ? ", of classes " + String.join(" ", tiles.stream().map(Tiles.Tile::label).toList())
                : "")
            + ".";
    return new Figure("samples of " + data.name(), facts, grid.drawing(64), () -> labels(data, n));
  }

  private static String label(Dataset data, int i) {
    return data.isClassification()
        ? data.classNames().get(data.label(i))
        : data.target(i).length == 1 ? Tiles.number(data.target(i)[0]) : "";
  }

  /// Whether something of this shape is an image.
  public static boolean isImage(Shape shape) {
    return shape.size() > 0
        && (shape.rank() == 2 || (shape.rank() == 3 && (shape.dim(0) == 1 || shape.dim(0) == 3)));
  }

  private static Shape squeeze(Shape shape) {
    return shape.rank() == 4 && shape.dim(0) == 1 ? shape.rest() : shape;
  }

  private record Range(double least, double most) {
    static Range of(List<float[]> images) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (var values : images) {
        for (float v : values) {
          least = Float.isFinite(v) ? Math.min(least, v) : least;
          most = Float.isFinite(v) ? Math.max(most, v) : most;
        }
      }
      return least > most ? new Range(0, 1) : new Range(least, most);
    }

    boolean natural() {
      return least >= 0 && most <= 1;
    }

    double scaled(double v) {
      return natural() || most == least ? v : (v - least) / (most - least);
    }

    String note() {
      return natural()
          ? ""
          : "black is " + Tiles.number(least) + ", white is " + Tiles.number(most);
    }
  }

  private static Range range(float[] values) {
    return Range.of(List.of(values));
  }

  /// The pixels of an image as they are drawn.
  public static BufferedImage pixels(Shape shape, float[] values) {
    return pixels(shape, values, range(values));
  }

  private static BufferedImage pixels(Shape shape, float[] values, Range range) {
    int height = shape.dim(-2);
    int width = shape.dim(-1);
    int size = height * width;
    boolean coloured = shape.rank() == 3 && shape.dim(0) == 3;
    return Tiles.pixels(
        height,
        width,
        i ->
            coloured
                ? Colors.rgb(
                    range.scaled(values[i]),
                    range.scaled(values[size + i]),
                    range.scaled(values[2 * size + i]))
                : Colors.grey(range.scaled(values[i])));
  }

  private static Table table(float[] values, Shape shape) {
    int width = shape.dim(-1);
    int height = shape.dim(-2);
    var channel = IntColumn.create("channel");
    var row = IntColumn.create("row");
    var column = IntColumn.create("column");
    var value = DoubleColumn.create("value");
    for (int i = 0; i < values.length; i++) {
      channel.append(i / (width * height));
      row.append(i / width % height);
      column.append(i % width);
      value.append(values[i]);
    }
    return Table.create(channel, row, column, value);
  }

  private static Table labels(Dataset data, int n) {
    var number = IntColumn.create("sample");
    var label = StringColumn.create("target");
    for (int i = 0; i < n; i++) {
      number.append(i);
      label.append(label(data, i));
    }
    return Table.create(number, label);
  }
}
