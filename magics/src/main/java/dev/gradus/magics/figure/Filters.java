package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// The kernels of a convolution as tiles: blue negative, white 0, red positive weights, all on one
/// scale. With several input channels every row is a filter and every column a channel.
public final class Filters {
  private static final int MOST_FILTERS = 16;
  private static final int MOST_CHANNELS = 16;
  private static final int MOST_SINGLE = 64;

  private Filters() {}

  /// The figure of a layer's filters.
  ///
  /// @throws MagicsException if there is no such layer or it has no filters; the message says which
  ///   have
  public static Figure of(Model model, String layerName) {
    var layer = LayerChoice.find(model, layerName);
    var weight =
        weight(layer)
            .orElseThrow(() ->
                new MagicsException(
                    layerName
                        + " ("
                        + layer.spec().describe()
                        + ") has no filters. "
                        + LayerChoice.those(
                            model, l -> weight(l).isPresent(), "Layers with filters")));
    return new Filters.Grid(model.name(), layer, weight).figure();
  }

  private static Optional<Weight> weight(BuiltLayer layer) {
    return layer.layer().parameters().stream().filter(p -> p.shape().rank() == 4).findFirst();
  }

  /// One figure being made.
  private static final class Grid {
    private final String model;
    private final BuiltLayer layer;
    private final float[] values;
    private final int filters;
    private final int channels;
    private final int height;
    private final int width;

    Grid(String model, BuiltLayer layer, Weight weight) {
      this.model = model;
      this.layer = layer;
      this.values = weight.toArray();
      var shape = weight.shape();
      this.filters = shape.dim(0);
      this.channels = shape.dim(1);
      this.height = shape.dim(2);
      this.width = shape.dim(3);
    }

    Figure figure() {
      int shown = Math.min(filters, channels == 1 ? MOST_SINGLE : MOST_FILTERS);
      int across = Math.min(channels, MOST_CHANNELS);
      double limit = limit();
      var tiles = new ArrayList<Tiles.Tile>();
      for (int f = 0; f < shown; f++) {
        for (int c = 0; c < across; c++) {
          int at = (f * channels + c) * height * width;
          boolean last = channels > 1 && f == shown - 1;
          var label = channels == 1 ? "" + f : last ? "" + c : "";
          tiles.add(new Tiles.Tile(Tiles.signed(height, width, limit, i -> values[at + i]), label));
        }
      }
      var rows =
          channels == 1
              ? List.<String>of()
              : IntStream.range(0, shown).mapToObj(f -> "filter " + f).toList();
      int columns = channels == 1 ? Math.min(shown, 8) : across;
      var grid =
          new Tiles("Filters of " + layer.name(), note(shown, across), tiles, columns, rows, limit);
      return new Figure(
          "filters of " + layer.name(),
          facts(),
          grid.drawing(channels == 1 ? 80 : 44),
          this::table);
    }

    private String note(int shown, int across) {
      var text = new StringBuilder();
      text.append(shown < filters ? "first " + shown + " of " : "").append(filters);
      text.append(filters == 1 ? " filter of " : " filters of ").append(height).append('x');
      text.append(width);
      if (channels > 1) {
        text.append(across < channels ? ", first " + across + " of " : ", ").append(channels);
        text.append(" input channels (columns)");
      }
      return text.toString();
    }

    private double limit() {
      double most = 0;
      for (float v : values) {
        most = Float.isFinite(v) ? Math.max(most, Math.abs(v)) : most;
      }
      return most;
    }

    private String facts() {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      int negative = 0;
      int broken = 0;
      for (float v : values) {
        least = Math.min(least, v);
        most = Math.max(most, v);
        negative += v < 0 ? 1 : 0;
        broken += Float.isFinite(v) ? 0 : 1;
      }
      var text =
          String.format(
              Locale.ROOT,
              "Filters of %s in %s: %d filters, %d input channel%s, %dx%d. Weights from %s to %s,"
                  + " %.0f %% negative. Blue is negative, white 0, red positive.",
              layer.name(),
              model,
              filters,
              channels,
              channels == 1 ? "" : "s",
              height,
              width,
              Tiles.number(least),
              Tiles.number(most),
              100.0 * negative / values.length);
      return broken == 0
          ? text
          : text + " " + broken + " weights are no finite numbers (yellow): training has diverged.";
    }

    private Table table() {
      var f = IntColumn.create("filter");
      var c = IntColumn.create("channel");
      var row = IntColumn.create("row");
      var column = IntColumn.create("column");
      var value = DoubleColumn.create("weight");
      for (int i = 0; i < values.length; i++) {
        f.append(i / (channels * height * width));
        c.append(i / (height * width) % channels);
        row.append(i / width % height);
        column.append(i % width);
        value.append(values[i]);
      }
      return Table.create(f, c, row, column, value);
    }
  }
}
