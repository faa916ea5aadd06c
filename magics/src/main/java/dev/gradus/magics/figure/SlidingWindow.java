package dev.gradus.magics.figure;

import dev.gradus.engine.Tensor;
import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// How a kernel's window slides: an image as a grid of pixels with the window at the first, the
/// second and the last position, and below it the neuron of the feature map that looks through it.
public final class SlidingWindow {
  private static final int MARGIN = 14;
  private static final int FRAME = 224;
  private static final int BETWEEN = 28;
  private static final Color WINDOW = new Color(0xF6C9A8);
  private static final Color BORDER = new Color(0xE4E4E4);
  private static final Color ON_PICTURE = new Color(0x5A5A5A);
  private static final Color DONE = new Color(0xD3E8F5);

  private record Position(String title, int row, int column) {}

  private final int height;
  private final int width;
  private final int kernel;
  private final int stride;
  private final int outHeight;
  private final int outWidth;
  private final double cell;

  private final int padding;
  private final @Nullable BufferedImage picture;

  /// @param height of the image with its border
  /// @param width of the image with its border
  private SlidingWindow(
      int height, int width, int kernel, int stride, int padding, @Nullable BufferedImage picture) {
    this.height = height;
    this.width = width;
    this.padding = padding;
    this.picture = picture;
    this.kernel = kernel;
    this.stride = stride;
    this.outHeight = (height - kernel) / stride + 1;
    this.outWidth = (width - kernel) / stride + 1;
    this.cell = (double) FRAME / Math.max(height, width);
  }

  /// The figure for an image, a square kernel and a stride, without padding.
  ///
  /// @throws MagicsException if the window does not fit
  public static Figure of(int height, int width, int kernel, int stride) {
    return of(height, width, kernel, stride, 0);
  }

  /// The figure for an image, a square kernel, a stride and a border of zeros.
  ///
  /// @throws MagicsException if the window does not fit
  public static Figure of(int height, int width, int kernel, int stride, int padding) {
    return of(height, width, kernel, stride, padding, null, new float[0]);
  }

  /// The figure for an image that is drawn below the window.
  ///
  /// @param image [height, width], [1, height, width] or [3, height, width], or a batch of one
  /// @param padding border of zeros around it
  /// @throws MagicsException if it is no image or the window does not fit
  public static Figure of(Tensor image, int kernel, int stride, int padding) {
    var shape = image.shape();
    var one = shape.rank() == 4 && shape.dim(0) == 1 ? shape.rest() : shape;
    if (!Images.isImage(one)) {
      throw new MagicsException(
          "a window slides over one image, got the shape "
              + shape
              + ". Images are [height, width], [1, height, width] or [3, height, width].");
    }
    var pixels = Images.pixels(one, image.toArray());
    return of(one.dim(-2), one.dim(-1), kernel, stride, padding, pixels, grey(image));
  }

  /// The mean of the channels.
  private static float[] grey(Tensor image) {
    var shape = image.shape();
    float[] all = image.toArray();
    var grey = new float[shape.dim(-2) * shape.dim(-1)];
    int channels = all.length / grey.length;
    for (int i = 0; i < all.length; i++) {
      grey[i % grey.length] += all[i] / channels;
    }
    return grey;
  }

  private static Figure of(
      int height,
      int width,
      int kernel,
      int stride,
      int padding,
      @Nullable BufferedImage picture,
      float[] values) {
    int padded = 2 * padding;
    if (kernel < 1
        || stride < 1
        || padding < 0
        || kernel > height + padded
        || kernel > width + padded) {
      throw new MagicsException(
          "a window of "
              + kernel
              + "x"
              + kernel
              + " with stride "
              + stride
              + " and padding "
              + padding
              + " does not fit an image of "
              + height
              + "x"
              + width
              + ". The window must be at least 1 and at most as large as the image with its border,"
              + " the stride at least 1, the padding at least 0.");
    }
    var slide = Slide.square(height, width, kernel, stride, padding);
    return new SlidingWindow(height + padded, width + padded, kernel, stride, padding, picture)
        .figure()
        .with(Form.GIF, () -> WindowFilm.film(slide, picture, values));
  }

  private List<Position> positions() {
    var last = new Position("last", outHeight - 1, outWidth - 1);
    var second = outWidth > 1 ? new Position("second", 0, 1) : new Position("second", 1, 0);
    return outHeight * outWidth == 1
        ? List.of(new Position("only", 0, 0))
        : outHeight * outWidth == 2
            ? List.of(new Position("first", 0, 0), last)
            : List.of(new Position("first", 0, 0), second, last);
  }

  private Figure figure() {
    int frames = positions().size();
    int total = 2 * MARGIN + frames * FRAME + (frames - 1) * BETWEEN;
    double tall = MARGIN + 44 + height * cell + 40 + outHeight * cell + 24 + MARGIN;
    var drawing = new Drawing(Math.max(total, 460), (int) Math.ceil(tall), this::paint);
    return new Figure("sliding window", facts(), drawing, this::table);
  }

  private String facts() {
    var shown = positions().stream().map(this::coordinates).toList();
    return String.format(
        Locale.ROOT,
        "A %dx%d window slides over a %dx%d image with stride %d%s. It has %d positions, so the"
            + " feature map is %dx%d.\n%s",
        kernel,
        kernel,
        height - 2 * padding,
        width - 2 * padding,
        stride,
        padding == 0 ? "" : " and a border of " + padding,
        outHeight * outWidth,
        outHeight,
        outWidth,
        String.join("\n", shown));
  }

  /// Rows and columns count from 0 in the image; in its border they are negative or too large.
  private String coordinates(Position p) {
    int row = p.row() * stride - padding;
    int column = p.column() * stride - padding;
    return String.format(
        Locale.ROOT,
        "%s position: rows %d to %d, columns %d to %d, to row %d, column %d of the map",
        p.title(),
        row,
        row + kernel - 1,
        column,
        column + kernel - 1,
        p.row(),
        p.column());
  }

  private void paint(Canvas canvas) {
    canvas.text(
        kernel
            + "x"
            + kernel
            + " window over "
            + (height - 2 * padding)
            + "x"
            + (width - 2 * padding)
            + ", stride "
            + stride
            + (padding == 0 ? "" : ", padding " + padding),
        MARGIN,
        MARGIN + 14,
        16,
        true,
        Theme.INK,
        Canvas.Anchor.START);
    double x = MARGIN;
    for (var position : positions()) {
      frame(canvas, x, position);
      x += FRAME + BETWEEN;
    }
  }

  private void frame(Canvas canvas, double x, Position at) {
    double top = MARGIN + 44;
    canvas.text(at.title() + " position", x, top - 8, 14, false, Theme.INK, Canvas.Anchor.START);
    double wx = x + at.column() * stride * cell;
    double wy = top + at.row() * stride * cell;
    image(canvas, x, top);
    if (picture == null) {
      canvas.box(wx, wy, kernel * cell, kernel * cell, WINDOW, null, 0);
    }
    grid(canvas, x, top, height, width, picture == null ? Theme.LINE : ON_PICTURE);
    canvas.box(
        wx, wy, kernel * cell, kernel * cell, null, Theme.VALIDATION, picture == null ? 2 : 3);

    double mapTop = top + height * cell + 40;
    double mapLeft = x + (width - outWidth) * cell / 2;
    done(canvas, mapLeft, mapTop, at);
    grid(canvas, mapLeft, mapTop, outHeight, outWidth, Theme.LINE);
    double nx = mapLeft + at.column() * cell;
    double ny = mapTop + at.row() * cell;
    canvas.line(wx, wy + kernel * cell, nx, ny, Theme.VALIDATION, 1.2);
    canvas.line(wx + kernel * cell, wy + kernel * cell, nx + cell, ny, Theme.VALIDATION, 1.2);
    canvas.box(nx, ny, cell, cell, Theme.VALIDATION, Theme.VALIDATION, 1);
    canvas.text(
        "feature map " + outHeight + "x" + outWidth,
        x + width * cell / 2,
        mapTop + outHeight * cell + 18,
        13,
        false,
        Theme.FAINT,
        Canvas.Anchor.MIDDLE);
  }

  /// The picture inside its border of zeros, or an empty sheet.
  private void image(Canvas canvas, double x, double y) {
    canvas.box(x, y, width * cell, height * cell, padding == 0 ? Color.WHITE : BORDER, null, 0);
    double border = padding * cell;
    double w = (width - 2 * padding) * cell;
    double h = (height - 2 * padding) * cell;
    if (picture != null) {
      canvas.pixels(picture, x + border, y + border, w, h);
    } else if (padding > 0) {
      canvas.box(x + border, y + border, w, h, Color.WHITE, null, 0);
    }
  }

  /// The neurons that are computed already, row by row.
  private void done(Canvas canvas, double x, double y, Position at) {
    if (at.row() > 0) {
      canvas.box(x, y, outWidth * cell, at.row() * cell, DONE, null, 0);
    }
    if (at.column() > 0) {
      canvas.box(x, y + at.row() * cell, at.column() * cell, cell, DONE, null, 0);
    }
  }

  private void grid(Canvas canvas, double x, double y, int rows, int columns, Color color) {
    for (int r = 0; r <= rows; r++) {
      canvas.line(x, y + r * cell, x + columns * cell, y + r * cell, color, 0.5);
    }
    for (int c = 0; c <= columns; c++) {
      canvas.line(x + c * cell, y, x + c * cell, y + rows * cell, color, 0.5);
    }
    canvas.box(x, y, columns * cell, rows * cell, null, Theme.FAINT, 1);
  }

  private Table table() {
    var row = IntColumn.create("row");
    var column = IntColumn.create("column");
    var fromRow = IntColumn.create("window from row");
    var fromColumn = IntColumn.create("window from column");
    for (int i = 0; i < outHeight * outWidth; i++) {
      row.append(i / outWidth);
      column.append(i % outWidth);
      fromRow.append(i / outWidth * stride - padding);
      fromColumn.append(i % outWidth * stride - padding);
    }
    return Table.create(row, column, fromRow, fromColumn);
  }
}
