package dev.gradus.magics.figure;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.magics.MagicsException;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int MOST = 200;

  private Images() {}

  /// How a grid of images is laid out.
  ///
  /// @param titles below the images, in order; may be fewer
  /// @param columns images of a row; 0 for ten, or fewer if they are few
  /// @param width of an image in CSS pixels; 0 to choose by their number
  public record Layout(List<String> titles, int columns, int width) {
    /// Nothing asked for.
    public static final Layout DEFAULT = new Layout(List.of(), 0, 0);

    /// Checks the numbers.
    ///
    /// @throws MagicsException if one is negative
    public Layout {
      titles = List.copyOf(titles);
      if (columns < 0 || width < 0) {
        throw new MagicsException(
            "columns and width cannot be negative, got " + columns + " and " + width + ".");
      }
    }

    int columnsFor(int images) {
      return columns > 0 ? columns : Math.min(10, images);
    }

    int widthFor(int images) {
      return width > 0 ? width : images == 1 ? 224 : images <= 6 ? 112 : 64;
    }

    String title(int i, String other) {
      return i < titles.size() ? titles.get(i) : other;
    }
  }

  /// One image, [height, width], [1, height, width] or [3, height, width], or several with a batch
  /// dimension before. Grey images with negative numbers are drawn in blue (negative), white (0)
  /// and red (positive) with a colour bar.
  public static Figure of(Tensor tensor, Layout layout) {
    var shape = tensor.shape().rank() == 4 ? tensor.shape().rest() : tensor.shape();
    if (!isImage(shape) || tensor.size() == 0) {
      throw new MagicsException(
          "a tensor of shape "
              + tensor.shape()
              + " is no image. Images are [height, width], [1, height, width] or [3, height, width];"
              + " several are [n, 1, height, width] or [n, 3, height, width].");
    }
    var values = tensor.toArray();
    var range = range(values);
    int size = shape.size();
    int images = values.length / size;
    int shown = Math.min(images, MOST);
    boolean signed = range.least() < 0 && !(shape.rank() == 3 && shape.dim(0) == 3);
    double limit = Math.max(-range.least(), range.most());
    var tiles = new ArrayList<Tiles.Tile>();
    for (int k = 0; k < shown; k++) {
      var own = Arrays.copyOfRange(values, k * size, (k + 1) * size);
      var picture =
          signed
              ? Tiles.signed(shape.dim(-2), shape.dim(-1), limit, i -> own[i])
              : pixels(shape, own, range);
      tiles.add(new Tiles.Tile(picture, layout.title(k, images == 1 ? "" : "" + k)));
    }
    var title =
        (images == 1 ? "Image " : shown < images ? "First " + shown + " of " : "Images ")
            + tensor.shape();
    var grid =
        new Tiles(
            title,
            signed ? "" : range.note(),
            tiles,
            layout.columnsFor(shown),
            List.of(),
            signed ? limit : null);
    return new Figure(
        images == 1 ? "image" : "images",
        facts(tensor, images, range, signed),
        grid.drawing(layout.widthFor(shown)),
        () -> table(values, tensor.shape()));
  }

  /// One image or a batch of images.
  public static Figure of(Tensor tensor) {
    return of(tensor, Layout.DEFAULT);
  }

  private static String facts(Tensor tensor, int images, Range range, boolean signed) {
    return String.format(
        Locale.ROOT,
        "%s of shape %s, values from %s to %s.%s",
        images == 1 ? "Image" : images + " images",
        tensor.shape(),
        Tiles.number(range.least()),
        Tiles.number(range.most()),
        signed ? " Blue is negative, white 0, red positive." : "");
  }

  /// The first samples of a data set with their classes.
  ///
  /// @param count how many, at most 200
  public static Figure of(Dataset data, int count) {
    return of(data, count, Layout.DEFAULT);
  }

  /// The first samples of a data set with their classes, or other titles.
  ///
  /// @param count how many, at most 200
  public static Figure of(Dataset data, int count, Layout layout) {
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
    int n = Math.min(Math.min(count, MOST), data.size());
    var inputs = IntStream.range(0, n).mapToObj(data::input).toList();
    var range = Range.of(inputs);
    var tiles = new ArrayList<Tiles.Tile>();
    for (int i = 0; i < n; i++) {
      tiles.add(
          new Tiles.Tile(
              pixels(data.inputShape(), inputs.get(i), range), layout.title(i, label(data, i))));
    }
    int columns = layout.columns() > 0 ? layout.columns() : 10;
    int width = layout.width() > 0 ? layout.width() : n <= 6 ? 112 : 64;
    var grid =
        new Tiles(
            "First " + n + " of " + data.name(), range.note(), tiles, columns, List.of(), null);
    var facts =
        data
            + ". Shown: the first "
            + n
            + (data.isClassification()
                ? ", of classes "
                    + String.join(" ", IntStream.range(0, n).mapToObj(i -> label(data, i)).toList())
                : "")
            + ".";
    return new Figure(
        "samples of " + data.name(), facts, grid.drawing(width), () -> labels(data, n));
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
    int channels = shape.rank() > 2 ? shape.dim(-3) : 1;
    var image = IntColumn.create("image");
    var channel = IntColumn.create("channel");
    var row = IntColumn.create("row");
    var column = IntColumn.create("column");
    var value = DoubleColumn.create("value");
    for (int i = 0; i < values.length; i++) {
      image.append(i / (width * height * channels));
      channel.append(i / (width * height) % channels);
      row.append(i / width % height);
      column.append(i % width);
      value.append(values[i]);
    }
    return Table.create(image, channel, row, column, value);
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
