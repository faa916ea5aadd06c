package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// What a layer makes of one image: a tile for every map, all on one scale (blue negative, white 0,
/// red positive).
public final class FeatureMaps {
  private static final int MOST = 64;

  private FeatureMaps() {}

  /// The figure of a layer's maps for one image.
  ///
  /// @param image one sample of the model's input shape, with or without a batch dimension of 1
  /// @throws MagicsException if there is no such layer or it gives no maps
  public static Figure of(Model model, Tensor image, String layerName) {
    var layer = LayerChoice.maps(model, layerName);
    boolean single = image.shape().size() == model.inputShape().size();
    if (!single && image.shape().rank() == 4) {
      throw new MagicsException(
          "feature maps are drawn for one image, got "
              + image.shape()
              + ". Take one of the batch.");
    }
    var batch = single ? Tensor.of(model.inputShape().prepend(1), image.toArray()) : image;
    var values = model.forward(batch, layerName).toArray();
    return figure(model, layerName, layer.output().dims(), values);
  }

  private static Figure figure(Model model, String layer, int[] dims, float[] values) {
    int maps = dims[0];
    int size = dims[1] * dims[2];
    double limit = 0;
    for (float v : values) {
      limit = Float.isFinite(v) ? Math.max(limit, Math.abs(v)) : limit;
    }
    double scale = limit;
    var tiles = new ArrayList<Tiles.Tile>();
    for (int k : Tiles.sampled(maps, MOST)) {
      int at = k * size;
      tiles.add(
          new Tiles.Tile(
              Tiles.signed(dims[1], dims[2], scale, i -> values[at + i]), String.valueOf(k)));
    }
    var note =
        (maps > MOST ? MOST + " sampled from " : "")
            + maps
            + (maps == 1 ? " map of " : " maps of ")
            + dims[1]
            + "x"
            + dims[2];
    var grid =
        new Tiles(
            "Feature maps of " + layer,
            note,
            tiles,
            Math.min(8, tiles.size() <= 6 ? tiles.size() : 8),
            List.of(),
            scale);
    var means = means(values, maps, size);
    return new Figure(
        "feature maps of " + layer,
        facts(model, layer, dims, means, broken(values)),
        grid.drawing(tiles.size() <= 6 ? 112 : 84),
        () -> table(values, dims));
  }

  private static long broken(float[] values) {
    return java.util.stream.IntStream.range(0, values.length)
        .filter(i -> !Float.isFinite(values[i]))
        .count();
  }

  private static double[] means(float[] values, int maps, int size) {
    var means = new double[maps];
    for (int i = 0; i < values.length; i++) {
      means[i / size] += values[i] / size;
    }
    return means;
  }

  private static String facts(Model model, String layer, int[] dims, double[] means, long broken) {
    int strongest = 0;
    for (int k = 1; k < means.length; k++) {
      strongest = means[k] > means[strongest] ? k : strongest;
    }
    return String.format(
        Locale.ROOT,
        "Feature maps of %s in %s: %d maps of %dx%d. Map %d has the largest mean, %s. Blue is"
            + " negative, white 0, red positive.%s%s",
        layer,
        model.name(),
        dims[0],
        dims[1],
        dims[2],
        strongest,
        Tiles.number(means[strongest]),
        means.length > MOST ? " Shown: " + MOST + " of them, spread evenly; data() has all." : "",
        broken == 0
            ? ""
            : " " + broken + " numbers are not finite (yellow): training has diverged.");
  }

  private static Table table(float[] values, int[] dims) {
    var map = IntColumn.create("map");
    var row = IntColumn.create("row");
    var column = IntColumn.create("column");
    var value = DoubleColumn.create("value");
    for (int i = 0; i < values.length; i++) {
      map.append(i / (dims[1] * dims[2]));
      row.append(i / dims[2] % dims[1]);
      column.append(i % dims[2]);
      value.append(values[i]);
    }
    return Table.create(map, row, column, value);
  }
}
