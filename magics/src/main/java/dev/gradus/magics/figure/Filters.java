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
    return of(model, layerName, Tiles.Ramp.SIGNED);
  }

  /// The figure of a layer's filters in other colours.
  ///
  /// @param ramp as [Tiles.Ramp#INK] for white negative and black positive weights
  public static Figure of(Model model, String layerName, Tiles.Ramp ramp) {
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
    return new Filters.Grid(model.name(), layer, weight, ramp).figure();
  }

  private static Optional<Weight> weight(BuiltLayer layer) {
    return layer.layer().parameters().stream().filter(p -> p.shape().rank() == 4).findFirst();
  }

  /// One figure being made.
  private static final class Grid {
    private final String model;
    private final BuiltLayer layer;
    private final float[] values;
    private final Tiles.Ramp ramp;
    private final int filters;
    private final int channels;
    private final int height;
    private final int width;

    Grid(String model, BuiltLayer layer, Weight weight, Tiles.Ramp ramp) {
      this.ramp = ramp;
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
      int[] shown = Tiles.sampled(filters, channels == 1 ? MOST_SINGLE : MOST_FILTERS);
      int[] across = Tiles.sampled(channels, MOST_CHANNELS);
      double limit = limit();
      var tiles = new ArrayList<Tiles.Tile>();
      for (int f : shown) {
        for (int c : across) {
          int at = (f * channels + c) * height * width;
          boolean last = channels > 1 && f == shown[shown.length - 1];
          var label = channels == 1 ? "" + f : last ? "" + c : "";
          tiles.add(
              new Tiles.Tile(
                  Tiles.coloured(ramp, height, width, limit, i -> values[at + i]), label));
        }
      }
      var rows =
          channels == 1
              ? List.<String>of()
              : IntStream.of(shown).mapToObj(f -> "filter " + f).toList();
      int columns = channels == 1 ? Math.min(shown.length, 8) : across.length;
      var title = "Filters of " + layer.name();
      var note = note(shown.length, across.length);
      var grid = new Tiles(title, note, tiles, columns, rows, limit, ramp);
      return new Figure(
          "filters of " + layer.name(),
          facts(),
          grid.drawing(channels == 1 ? 80 : 44),
          this::table);
    }

    private String note(int shown, int across) {
      var text = new StringBuilder();
      text.append(shown < filters ? shown + " sampled from " : "").append(filters);
      text.append(filters == 1 ? " filter of " : " filters of ").append(height).append('x');
      text.append(width);
      if (channels > 1) {
        text.append(across < channels ? ", " + across + " sampled from " : ", ").append(channels);
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
                  + " %.0f %% negative. %s%s",
              layer.name(),
              model,
              filters,
              channels,
              channels == 1 ? "" : "s",
              height,
              width,
              Tiles.number(least),
              Tiles.number(most),
              100.0 * negative / values.length,
              ramp.words(),
              sampling());
      return broken == 0
          ? text
          : text + " " + broken + " weights are no finite numbers (yellow): training has diverged.";
    }

    /// Says what is not shown.
    private String sampling() {
      int most = channels == 1 ? MOST_SINGLE : MOST_FILTERS;
      var some = new ArrayList<String>();
      if (filters > most) {
        some.add(most + " of the " + filters + " filters");
      }
      if (channels > MOST_CHANNELS) {
        some.add(MOST_CHANNELS + " of the " + channels + " input channels");
      }
      return some.isEmpty()
          ? ""
          : " Shown: " + String.join(", ", some) + ", spread evenly; data() has all.";
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
