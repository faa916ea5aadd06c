package dev.gradus.magics.figure;

import dev.gradus.magics.MagicsException;
import java.awt.Color;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// How a kernel's window slides: an image as a grid of pixels with the window at the first, the
/// second and the last position, and below it the neuron of the feature map that looks through it.
public final class SlidingWindow {
  private static final int MARGIN = 14;
  private static final int FRAME = 224;
  private static final int BETWEEN = 28;
  private static final Color WINDOW = new Color(0xF6C9A8);
  private static final Color DONE = new Color(0xD3E8F5);

  private record Position(String title, int row, int column) {}

  private final int height;
  private final int width;
  private final int kernel;
  private final int stride;
  private final int outHeight;
  private final int outWidth;
  private final double cell;

  private SlidingWindow(int height, int width, int kernel, int stride) {
    this.height = height;
    this.width = width;
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
    if (kernel < 1 || stride < 1 || kernel > height || kernel > width) {
      throw new MagicsException(
          "a window of "
              + kernel
              + "x"
              + kernel
              + " with stride "
              + stride
              + " does not fit an image of "
              + height
              + "x"
              + width
              + ". The window must be at least 1 and at most as large as the image, the stride at"
              + " least 1.");
    }
    return new SlidingWindow(height, width, kernel, stride).figure();
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
    var facts =
        String.format(
            java.util.Locale.ROOT,
            "A %dx%d window slides over a %dx%d image with stride %d. It has %d positions, so the"
                + " feature map is %dx%d. Shown: %s.",
            kernel,
            kernel,
            height,
            width,
            stride,
            outHeight * outWidth,
            outHeight,
            outWidth,
            String.join(
                ", ",
                positions().stream()
                    .map(p ->
                        p.title()
                            + " position, rows "
                            + p.row() * stride
                            + " to "
                            + (p.row() * stride + kernel - 1)
                            + ", columns "
                            + p.column() * stride
                            + " to "
                            + (p.column() * stride + kernel - 1))
                    .toList()));
    return new Figure("sliding window", facts, drawing, this::table);
  }

  private void paint(Canvas canvas) {
    canvas.text(
        kernel + "x" + kernel + " window over " + height + "x" + width + ", stride " + stride,
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
    canvas.box(x, top, width * cell, height * cell, Color.WHITE, null, 0);
    canvas.box(wx, wy, kernel * cell, kernel * cell, WINDOW, null, 0);
    grid(canvas, x, top, height, width);
    canvas.box(wx, wy, kernel * cell, kernel * cell, null, Theme.VALIDATION, 2);

    double mapTop = top + height * cell + 40;
    double mapLeft = x + (width - outWidth) * cell / 2;
    done(canvas, mapLeft, mapTop, at);
    grid(canvas, mapLeft, mapTop, outHeight, outWidth);
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

  /// The neurons that are computed already, row by row.
  private void done(Canvas canvas, double x, double y, Position at) {
    if (at.row() > 0) {
      canvas.box(x, y, outWidth * cell, at.row() * cell, DONE, null, 0);
    }
    if (at.column() > 0) {
      canvas.box(x, y + at.row() * cell, at.column() * cell, cell, DONE, null, 0);
    }
  }

  private void grid(Canvas canvas, double x, double y, int rows, int columns) {
    for (int r = 0; r <= rows; r++) {
      canvas.line(x, y + r * cell, x + columns * cell, y + r * cell, Theme.LINE, 0.7);
    }
    for (int c = 0; c <= columns; c++) {
      canvas.line(x + c * cell, y, x + c * cell, y + rows * cell, Theme.LINE, 0.7);
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
      fromRow.append(i / outWidth * stride);
      fromColumn.append(i % outWidth * stride);
    }
    return Table.create(row, column, fromRow, fromColumn);
  }
}
