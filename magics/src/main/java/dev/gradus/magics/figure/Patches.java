package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.inspect.TopPatches;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// The parts of images to which the filters of a layer answer most strongly: a row for each filter,
/// strongest on the left, each tile as large as the region that a number of the layer sees.
public final class Patches {
  private static final int MOST_FILTERS = 12;

  private Patches() {}

  /// The figure of a layer.
  ///
  /// @param count images for each filter
  public static Figure of(Model model, String layerName, Dataset data, int count) {
    LayerChoice.maps(model, layerName);
    if (!Images.isImage(data.inputShape())) {
      throw new MagicsException(data + ": patches are cut from images.");
    }
    Diverged.refuse(model);
    var top = TopPatches.of(model, layerName, data, count);
    int[] filters = Tiles.sampled(top.patches().size(), MOST_FILTERS);
    var tiles = new ArrayList<Tiles.Tile>();
    var text = new StringBuilder();
    for (int f : filters) {
      for (var patch : top.patches().get(f)) {
        tiles.add(
            new Tiles.Tile(
                Images.pixels(top.cut(data, patch).shape(), top.cut(data, patch).toArray()),
                Tiles.number(patch.activation())));
      }
      var best = top.patches().get(f).getFirst();
      text.append(
          String.format(
              Locale.ROOT,
              " filter %d: sample %d, rows from %d, columns from %d, activation %s%s",
              f,
              best.sample(),
              top.top(best),
              top.left(best),
              Tiles.number(best.activation()),
              f == filters[filters.length - 1] ? "." : ";"));
    }
    int across = top.patches().getFirst().size();
    int all = top.patches().size();
    var which =
        filters.length < all
            ? filters.length + " sampled from " + all + " filters"
            : all + " filters";
    var note =
        which + ", field " + top.field() + ", of " + data.size() + " images; below: activation";
    var grid =
        new Tiles(
            "Strongest patches of " + layerName,
            note,
            tiles,
            across,
            IntStream.of(filters).mapToObj(f -> "filter " + f).toList(),
            null);
    var facts =
        "Strongest patches of " + layerName + " in " + model.name() + " (" + note + "):" + text;
    return new Figure("top patches", facts, grid.drawing(56), () -> table(top));
  }

  private static Table table(TopPatches top) {
    var filter = IntColumn.create("filter");
    var sample = IntColumn.create("sample");
    var row = IntColumn.create("from row");
    var column = IntColumn.create("from column");
    var activation = DoubleColumn.create("activation");
    for (int f = 0; f < top.patches().size(); f++) {
      for (var patch : top.patches().get(f)) {
        filter.append(f);
        sample.append(patch.sample());
        row.append(top.top(patch));
        column.append(top.left(patch));
        activation.append(patch.activation());
      }
    }
    return Table.create(filter, sample, row, column, activation);
  }

  /// The region of an image that a number of a layer sees, framed on the image.
  ///
  /// @param row of the number in the layer's maps
  /// @param column of it
  public static Figure field(Model model, Tensor image, String layerName, int row, int column) {
    var layer = LayerChoice.maps(model, layerName);
    var shape = model.inputShape();
    if (!Images.isImage(shape)) {
      throw new MagicsException(model.name() + " takes " + shape + ", no images.");
    }
    int rows = layer.output().dim(1);
    int columns = layer.output().dim(2);
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new MagicsException(
          String.format(
              Locale.ROOT,
              "the maps of %s have rows 0 to %d and columns 0 to %d, got row %d and column %d.",
              layerName,
              rows - 1,
              columns - 1,
              row,
              column));
    }
    var field =
        model
            .summary()
            .row(layerName)
            .receptiveField()
            .orElseThrow(() -> new MagicsException(layerName + " sees no region of the image."));
    var values = image.toArray();
    var place = new FieldFrame(field, shape, row, column);
    var facts =
        String.format(
            Locale.ROOT,
            "The number in row %d, column %d of %s sees a %s region: rows %d to %d, columns %d to"
                + " %d of the %dx%d image.",
            row,
            column,
            layerName,
            field,
            place.top(),
            place.top() + field.height() - 1,
            place.left(),
            place.left() + field.width() - 1,
            shape.dim(-2),
            shape.dim(-1));
    var title = layerName + ", row " + row + ", column " + column + " sees " + field;
    return new Figure(
        "receptive field",
        facts,
        place.drawing(title, Images.pixels(shape, values)),
        () ->
            Table.create(
                IntColumn.create("from row", new int[] {place.top()}),
                IntColumn.create("from column", new int[] {place.left()}),
                IntColumn.create("rows", new int[] {field.height()}),
                IntColumn.create("columns", new int[] {field.width()})));
  }

  /// Where the frame is.
  private record FieldFrame(
      dev.gradus.engine.ReceptiveField field, Shape shape, int row, int column) {
    private static final int MARGIN = 14;
    private static final int HEAD = 44;
    private static final int SIDE = 280;

    int top() {
      return field.firstRow(row);
    }

    int left() {
      return field.firstColumn(column);
    }

    Drawing drawing(String title, java.awt.image.BufferedImage picture) {
      int before = Math.max(0, -left());
      int above = Math.max(0, -top());
      int across = before + Math.max(shape.dim(-1), left() + field.width());
      int down = above + Math.max(shape.dim(-2), top() + field.height());
      double cell = (double) SIDE / Math.max(across, down);
      double x = MARGIN + before * cell;
      double y = HEAD + above * cell;
      int wide = (int) Math.ceil(Math.max(across * cell, Theme.width(title, 16, true)));
      return new Drawing(
          wide + 2 * MARGIN,
          (int) Math.ceil(HEAD + down * cell) + MARGIN,
          canvas -> {
            canvas.text(title, MARGIN, MARGIN + 14, 16, true, Theme.INK, Canvas.Anchor.START);
            canvas.pixels(picture, x, y, shape.dim(-1) * cell, shape.dim(-2) * cell);
            canvas.box(x, y, shape.dim(-1) * cell, shape.dim(-2) * cell, null, Theme.LINE, 1);
            canvas.box(
                x + left() * cell,
                y + top() * cell,
                field.width() * cell,
                field.height() * cell,
                null,
                Theme.VALIDATION,
                3);
          });
    }
  }
}
