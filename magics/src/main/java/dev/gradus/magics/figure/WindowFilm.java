package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// A film of a window that moves over an image while the map that it gives fills, number by number.
/// Of more than 120 positions evenly chosen ones have a frame of their own.
public final class WindowFilm {
  /// Positions that have a frame of their own.
  static final int MOST = 120;

  private static final int MARGIN = 14;
  private static final int SIZE = 240;
  private static final int BETWEEN = 56;
  private static final int TOP = 62;
  private static final int FOOT = 58;
  private static final int LEGIBLE = 22;
  private static final Color BORDER = new Color(0xE4E4E4);

  private final String title;
  private final Slide slide;
  private final Pictures pictures;
  private final boolean numbers;
  private final double cell;

  /// What is drawn.
  ///
  /// @param input the image
  /// @param shown its numbers
  /// @param output what each position gives
  /// @param quantity what that is
  private record Pictures(
      @Nullable BufferedImage input, float[] shown, float[] output, String quantity) {}

  private WindowFilm(String title, Slide slide, Pictures pictures, boolean numbers) {
    this.title = title;
    this.slide = slide;
    this.pictures = pictures;
    this.numbers = numbers;
    this.cell = (double) SIZE / Math.max(slide.tall(), slide.wide());
    if (numbers && cell < LEGIBLE) {
      throw new MagicsException(
          String.format(
              Locale.ROOT,
              "numbers fit into images of up to %dx%d pixels with their border, and this one has"
                  + " %dx%d. Leave --numbers out, or take a smaller image.",
              SIZE / LEGIBLE,
              SIZE / LEGIBLE,
              slide.tall(),
              slide.wide()));
    }
  }

  /// The film of a layer over one image.
  ///
  /// @param image a sample of the model's input
  /// @param layer a convolution or pooling
  /// @param map which of its maps
  /// @param numbers whether they stand in the cells
  /// @throws MagicsException if the layer has no window, there is no such map, or numbers do not
  ///   fit
  public static Figure of(Model model, Tensor image, String layer, int map, boolean numbers) {
    var slide = Slide.of(model, layer);
    int maps = model.layer(layer).output().dim(0);
    if (map < 0 || map >= maps) {
      throw new MagicsException(
          layer + " has no map " + map + "; its " + maps + " maps count from 0.");
    }
    if (image.size() != model.inputShape().size()) {
      throw new MagicsException(
          "a window slides over one image "
              + model.inputShape()
              + ", got "
              + image.shape()
              + ". Take one of the batch.");
    }
    var batch = Tensor.of(model.inputShape().prepend(1), image.toArray());
    var source = model.sourcesOf(layer).getFirst();
    boolean first = model.inputs().stream().anyMatch(p -> p.name().equals(source));
    float[] input = first ? image.toArray() : model.forward(batch, source).toArray();
    var shape = model.layer(layer).input();
    float[] all = model.forward(batch, layer).toArray();
    int size = slide.positions();
    float[] output = java.util.Arrays.copyOfRange(all, map * size, (map + 1) * size);
    float[] means = mean(input, shape.dim(0));
    var drawn = new Pictures(picture(shape, input, means), means, output, "map " + map);
    var title = layer + " of " + model.name() + ", map " + map;
    return new WindowFilm(title, slide, drawn, numbers).figure(channels(shape));
  }

  /// The name of the first layer with a window.
  ///
  /// @throws MagicsException if there is none
  public static String firstLayer(Model model) {
    return model.layers().stream()
        .filter(Slide::slides)
        .map(BuiltLayer::name)
        .findFirst()
        .orElseThrow(() ->
            new MagicsException(
                model.name() + " has no convolution or pooling whose window slides."));
  }

  private static String channels(Shape shape) {
    int n = shape.dim(0);
    return n == 1 || n == 3
        ? ""
        : " The image shown is the mean of the " + n + " maps that the window reads.";
  }

  private static float[] mean(float[] input, int channels) {
    int size = input.length / channels;
    var mean = new float[size];
    for (int i = 0; i < input.length; i++) {
      mean[i % size] += input[i] / channels;
    }
    return mean;
  }

  private static BufferedImage picture(Shape shape, float[] input, float[] means) {
    int channels = shape.dim(0);
    return channels == 1 || channels == 3
        ? Images.pixels(shape, input)
        : coloured(shape.dim(1), shape.dim(2), means);
  }

  private static BufferedImage coloured(int height, int width, float[] values) {
    double limit = limit(values);
    return Tiles.signed(height, width, limit, i -> values[i]);
  }

  private static double limit(float[] values) {
    double limit = 0;
    for (float v : values) {
      limit = Float.isFinite(v) ? Math.max(limit, Math.abs(v)) : limit;
    }
    return limit;
  }

  /// A film beside another picture of the same window.
  ///
  /// @param input null for an empty sheet
  /// @param values of one channel; empty for an empty sheet
  static Gif.Film film(Slide slide, @Nullable BufferedImage input, float[] values) {
    float[] output = values.length == 0 ? new float[0] : slide.means(values);
    var pictures = new Pictures(input, values, output, "mean of the window");
    return new WindowFilm("", slide, pictures, false).gif();
  }

  /// The positions that have a frame.
  static int[] frames(int positions) {
    return IntStream.range(0, Math.min(positions, MOST))
        .map(i -> positions <= MOST ? i : (int) ((long) i * (positions - 1) / (MOST - 1)))
        .toArray();
  }

  private Figure figure(String note) {
    int middle = slide.positions() / 2;
    return new Figure("window of " + title, facts(note), drawing(middle, true), this::table)
        .with(Form.GIF, this::gif);
  }

  private Gif.Film gif() {
    int[] frames = frames(slide.positions());
    int hundredths = Math.clamp(1400 / frames.length, 10, 60);
    return Gif.film(
        frames.length,
        i -> drawing(frames[i], false),
        i -> i == frames.length - 1 ? 200 : hundredths);
  }

  private String facts(String note) {
    int n = slide.positions();
    int middle = n / 2;
    return String.format(
        Locale.ROOT,
        "%s: %s, %d positions, so the map is %dx%d, from %s to %s.%s The picture shows position %d:"
            + " %s. The film has %s.",
        title,
        slide.words(),
        n,
        slide.outHeight(),
        slide.outWidth(),
        Fit.number(extreme(false)),
        Fit.number(extreme(true)),
        note,
        middle + 1,
        coordinates(middle),
        n > MOST ? MOST + " of them, evenly chosen" : "a frame for each");
  }

  private double extreme(boolean most) {
    var all = IntStream.range(0, pictures.output().length).mapToDouble(i -> pictures.output()[i]);
    return (most ? all.max() : all.min()).orElse(0);
  }

  private String coordinates(int position) {
    int row = slide.row(position);
    int column = slide.column(position);
    var place =
        String.format(
            Locale.ROOT,
            "rows %d to %d, columns %d to %d",
            row,
            row + slide.reachDown() - 1,
            column,
            column + slide.reachRight() - 1);
    return pictures.output().length == 0
        ? place
        : place + " give " + Fit.number(pictures.output()[position]);
  }

  /// @param rays whether lines join the window and what it gives; in a film they would be most of
  ///   its bytes
  private Drawing drawing(int position, boolean rays) {
    double room = Math.max(slide.tall(), slide.outHeight()) * cell;
    int width = 2 * MARGIN + (int) Math.ceil((slide.wide() + slide.outWidth()) * cell) + BETWEEN;
    return new Drawing(
        Math.max(width, 470),
        (int) Math.ceil(TOP + room + FOOT),
        canvas -> paint(canvas, position, rays));
  }

  private void paint(Canvas canvas, int position, boolean rays) {
    var head = title.isEmpty() ? slide.words() : title;
    canvas.text(head, MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
    if (!title.isEmpty()) {
      canvas.text(slide.words(), MARGIN, MARGIN + 36, 14, false, Theme.FAINT, Canvas.Anchor.START);
    }
    double mapLeft = MARGIN + slide.wide() * cell + BETWEEN;
    input(canvas);
    map(canvas, mapLeft, position);
    window(canvas, mapLeft, position, rays);
    double foot = TOP + Math.max(slide.tall(), slide.outHeight()) * cell;
    var place = String.format(Locale.ROOT, "position %d of %d", position + 1, slide.positions());
    canvas.text(place, MARGIN, foot + 24, 14, false, Theme.INK, Canvas.Anchor.START);
    if (pictures.output().length > 0) {
      var value = Fit.number(pictures.output()[position]);
      canvas.text(value, mapLeft, foot + 24, 14, false, Theme.INK, Canvas.Anchor.START);
      var scale = pictures.quantity() + ": blue is negative, white 0, red positive";
      canvas.text(scale, MARGIN, foot + 44, 13, false, Theme.FAINT, Canvas.Anchor.START);
    }
  }

  private void input(Canvas canvas) {
    double x = MARGIN;
    double wide = slide.wide() * cell;
    double tall = slide.tall() * cell;
    canvas.box(x, TOP, wide, tall, BORDER, null, 0);
    double left = x + slide.left() * cell;
    double top = TOP + slide.top() * cell;
    if (pictures.input() == null) {
      canvas.box(left, top, slide.width() * cell, slide.height() * cell, Color.WHITE, null, 0);
    } else {
      canvas.pixels(pictures.input(), left, top, slide.width() * cell, slide.height() * cell);
    }
    grid(canvas, x, slide.tall(), slide.wide());
    for (int i = 0; numbers && i < pictures.shown().length; i++) {
      var rgb = pictures.input() == null ? 0xFFFFFF : pixel(i);
      number(
          canvas,
          pictures.shown()[i],
          left + i % slide.width() * cell,
          top + Math.floorDiv(i, slide.width()) * cell,
          rgb);
    }
  }

  private int pixel(int i) {
    var image = pictures.input();
    return image == null ? 0xFFFFFF : image.getRGB(i % slide.width(), i / slide.width());
  }

  private void map(Canvas canvas, double x, int position) {
    float[] output = pictures.output();
    double limit = limit(output);
    for (int p = 0; p <= position; p++) {
      double left = x + p % slide.outWidth() * cell;
      double top = TOP + Math.floorDiv(p, slide.outWidth()) * cell;
      int rgb = output.length == 0 ? 0xD3E8F5 : Tiles.Ramp.SIGNED.rgb(output[p], limit);
      canvas.box(left, top, cell, cell, new Color(rgb), null, 0);
      if (numbers && output.length > 0) {
        number(canvas, output[p], left, top, rgb);
      }
    }
    grid(canvas, x, slide.outHeight(), slide.outWidth());
  }

  /// Dark on light cells, light on dark ones.
  private void number(Canvas canvas, double value, double x, double y, int rgb) {
    var color = new Color(rgb);
    double light = 0.3 * color.getRed() + 0.59 * color.getGreen() + 0.11 * color.getBlue();
    var text = String.format(Locale.ROOT, Math.abs(value) < 9.95 ? "%.1f" : "%.0f", value);
    canvas.text(
        text.equals("-0.0") ? "0.0" : text.replace('-', '\u2212'),
        x + cell / 2,
        y + cell / 2 + 3.5,
        Math.min(11, cell / 2.4),
        false,
        light < 128 ? Color.WHITE : Theme.INK,
        Canvas.Anchor.MIDDLE);
  }

  /// The window, each of its pixels if there are gaps, and what it gives.
  private void window(Canvas canvas, double mapLeft, int position, boolean rays) {
    double x = MARGIN + (slide.column(position) + slide.left()) * cell;
    double y = TOP + (slide.row(position) + slide.top()) * cell;
    double wide = slide.reachRight() * cell;
    double tall = slide.reachDown() * cell;
    double nx = mapLeft + position % slide.outWidth() * cell;
    double ny = TOP + Math.floorDiv(position, slide.outWidth()) * cell;
    if (rays) {
      canvas.line(x + wide, y, nx, ny, Theme.VALIDATION, 1.2);
      canvas.line(x + wide, y + tall, nx, ny + cell, Theme.VALIDATION, 1.2);
    }
    for (int i = 0; slide.dilation() > 1 && i < slide.rows() * slide.columns(); i++) {
      double px = x + i % slide.columns() * slide.dilation() * cell;
      double py = y + Math.floorDiv(i, slide.columns()) * slide.dilation() * cell;
      canvas.box(px, py, cell, cell, null, Theme.VALIDATION, 2);
    }
    canvas.box(x, y, wide, tall, null, Theme.VALIDATION, slide.dilation() > 1 ? 1 : 3);
    canvas.box(nx, ny, cell, cell, null, Theme.VALIDATION, 2);
  }

  private void grid(Canvas canvas, double x, int rows, int columns) {
    for (int r = 0; r <= rows; r++) {
      canvas.line(x, TOP + r * cell, x + columns * cell, TOP + r * cell, Theme.LINE, 0.5);
    }
    for (int c = 0; c <= columns; c++) {
      canvas.line(x + c * cell, TOP, x + c * cell, TOP + rows * cell, Theme.LINE, 0.5);
    }
    canvas.box(x, TOP, columns * cell, rows * cell, null, Theme.FAINT, 1);
  }

  private Table table() {
    var row = IntColumn.create("row");
    var column = IntColumn.create("column");
    var fromRow = IntColumn.create("window from row");
    var fromColumn = IntColumn.create("window from column");
    var value = DoubleColumn.create("value");
    for (int i = 0; i < slide.positions(); i++) {
      row.append(i / slide.outWidth());
      column.append(i % slide.outWidth());
      fromRow.append(slide.row(i));
      fromColumn.append(slide.column(i));
      value.append(pictures.output()[i]);
    }
    return Table.create(row, column, fromRow, fromColumn, value);
  }
}
