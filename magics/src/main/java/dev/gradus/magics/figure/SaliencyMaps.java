package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.inspect.ActivationMaximization;
import dev.gradus.engine.inspect.GradCam;
import dev.gradus.engine.inspect.Saliency;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.magics.MagicsException;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// Which pixels of an image count for a class: the size of the score's gradient at every pixel, or
/// with Grad-CAM the regions in which a layer's maps speak for the class.
public final class SaliencyMaps {
  private static final int WIDE = 196;

  private SaliencyMaps() {}

  /// The gradient of the score at every pixel.
  ///
  /// @param image one sample, with or without a batch dimension of 1
  /// @param target the class; negative for the one that the model says
  public static Figure of(Model model, Tensor image, int target) {
    var shape = check(model);
    var found = Saliency.of(model, image, target);
    var map = found.map().toArray();
    double most = most(map);
    var title = "Saliency for class " + found.target();
    var facts =
        String.format(
            Locale.ROOT,
            "Saliency of %s for class %d (score %s): the score's gradient is largest at row %d,"
                + " column %d, %s. %s%s",
            model.name(),
            found.target(),
            Tiles.number(found.score()),
            largest(map) / shape.dim(-1),
            largest(map) % shape.dim(-1),
            Tiles.number(most),
            Tiles.Ramp.POSITIVE.words(),
            broken(map));
    return figure("saliency", title, "size of the gradient", facts, image, shape, map, shape);
  }

  /// Grad-CAM.
  ///
  /// @param layerName whose maps are weighed; null for the last layer with maps
  public static Figure gradCam(Model model, Tensor image, @Nullable String layerName, int target) {
    var shape = check(model);
    var layer = layerName == null ? GradCam.lastMaps(model) : layerName;
    LayerChoice.maps(model, layer);
    var found = GradCam.of(model, image, layer, target);
    var map = found.map().toArray();
    var size = found.map().shape();
    var title = "Grad-CAM of " + layer + " for class " + found.target();
    var best = largest(map);
    var facts =
        String.format(
            Locale.ROOT,
            "Grad-CAM of %s in %s for class %d (score %s): %dx%d regions. %s%s",
            layer,
            model.name(),
            found.target(),
            Tiles.number(found.score()),
            size.dim(0),
            size.dim(1),
            most(map) == 0
                ? "No region speaks for this class: the sum is 0 or negative everywhere."
                : String.format(
                    Locale.ROOT,
                    "The strongest is row %d, column %d: %s. %s",
                    best / size.dim(1),
                    best % size.dim(1),
                    Tiles.number(most(map)),
                    Tiles.Ramp.POSITIVE.words()),
            broken(map));
    return figure("Grad-CAM", title, "Grad-CAM", facts, image, shape, map, size);
  }

  private static Shape check(Model model) {
    var shape = model.inputShape();
    if (!Images.isImage(shape)) {
      throw new MagicsException(
          model.name() + " takes " + shape + ", no images: there are no pixels to look at.");
    }
    return shape;
  }

  private static double most(float[] map) {
    double most = 0;
    for (float v : map) {
      most = Float.isFinite(v) ? Math.max(most, v) : most;
    }
    return most;
  }

  private static int largest(float[] map) {
    int best = 0;
    for (int i = 1; i < map.length; i++) {
      best = map[i] > map[best] ? i : best;
    }
    return best;
  }

  private static String broken(float[] map) {
    long broken = IntStream.range(0, map.length).filter(i -> !Float.isFinite(map[i])).count();
    return broken == 0
        ? ""
        : " " + broken + " numbers are not finite (yellow): training has diverged.";
  }

  private static Figure figure(
      String name,
      String title,
      String what,
      String facts,
      Tensor image,
      Shape shape,
      float[] map,
      Shape size) {
    double most = most(map);
    var picture = Images.pixels(shape, image.toArray());
    int rows = size.dim(-2);
    int columns = size.dim(-1);
    var own = Tiles.coloured(Tiles.Ramp.POSITIVE, rows, columns, most, i -> map[i]);
    var both = overlay(picture, map, rows, columns, most);
    var tiles =
        List.of(
            new Tiles.Tile(picture, "image"),
            new Tiles.Tile(own, most == 0 ? what + ": all 0" : what),
            new Tiles.Tile(both, "both"));
    var grid =
        new Tiles(title, "", tiles, 3, List.of(), most == 0 ? null : most, Tiles.Ramp.POSITIVE);
    return new Figure(name, facts, grid.drawing(WIDE), () -> table(map, columns));
  }

  /// The map in red over the image in grey, deeper for more.
  private static BufferedImage overlay(
      BufferedImage picture, float[] map, int rows, int columns, double most) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    return Tiles.pixels(
        height,
        width,
        i -> {
          int rgb = picture.getRGB(i % width, i / width);
          double grey =
              (0.3 * (rgb >> 16 & 0xFF) + 0.59 * (rgb >> 8 & 0xFF) + 0.11 * (rgb & 0xFF)) / 255;
          double v = map[i / width * rows / height * columns + i % width * columns / width];
          double share = most == 0 ? 0 : Math.clamp(v / most, 0, 1);
          double keep = 1 - 0.75 * share;
          double light = 0.15 + 0.7 * grey;
          return Colors.rgb(
              keep * light + 0.75 * share * 0.93, keep * light + 0.75 * share * 0.3, keep * light);
        });
  }

  private static Table table(float[] map, int columns) {
    var row = IntColumn.create("row");
    var column = IntColumn.create("column");
    var value = DoubleColumn.create("value");
    for (int i = 0; i < map.length; i++) {
      row.append(i / columns);
      column.append(i % columns);
      value.append(map[i]);
    }
    return Table.create(row, column, value);
  }

  /// Inputs that units answer to most strongly, found by climbing.
  ///
  /// @param units numbers of maps or neurons; empty for the first 16, spread evenly
  /// @param steps of climbing
  /// @param seed of the first noise
  public static Figure maximized(
      Model model, String layerName, List<Integer> units, int steps, long seed) {
    check(model);
    var layer = LayerChoice.find(model, layerName);
    Diverged.refuse(model);
    int all = layer.output().rank() == 0 ? 1 : layer.output().dim(0);
    var chosen = units.isEmpty() ? IntStream.of(Tiles.sampled(all, 16)).boxed().toList() : units;
    var results =
        chosen.stream()
            .map(u -> ActivationMaximization.of(model, layerName, u).steps(steps).seed(seed).run())
            .toList();
    var region = region(model, layer);
    var tiles = new ArrayList<Tiles.Tile>();
    var text = new StringBuilder();
    for (var r : results) {
      tiles.add(
          new Tiles.Tile(
              region.cut(Images.pixels(model.inputShape(), r.image().toArray())),
              "unit " + r.unit(),
              Tiles.number(r.activation()),
              Theme.INK));
      text.append(
          String.format(
              Locale.ROOT,
              " unit %d from %s to %s%s",
              r.unit(),
              Tiles.number(r.activations().getFirst()),
              Tiles.number(r.activation()),
              r.equals(results.getLast()) ? "." : ","));
    }
    var shown = chosen.size() < all ? chosen.size() + " of " + all + " units" : all + " units";
    var grid =
        new Tiles(
            "What " + layerName + " answers to",
            shown + region.note() + ", " + steps + " steps from noise; below: unit and activation",
            tiles,
            Math.min(8, tiles.size()),
            List.of(),
            null);
    var facts =
        "Inputs that raise the activation of "
            + layerName
            + " in "
            + model.name()
            + " ("
            + shown
            + region.note()
            + "):"
            + text;
    return new Figure("activation maximisation", facts, grid.drawing(84), () -> images(results));
  }

  /// What is shown of an image: the region that the climbed number sees.
  ///
  /// @param note says so; empty for the whole image
  private record Region(int left, int top, int width, int height, String note) {
    BufferedImage cut(BufferedImage image) {
      return note.isEmpty()
          ? image
          : Tiles.pixels(
              height, width, i -> image.getRGB(left + i % width, top + i / width) & 0xFFFFFF);
    }
  }

  private static Region region(Model model, BuiltLayer layer) {
    int rows = model.inputShape().dim(-2);
    int columns = model.inputShape().dim(-1);
    var seen = model.summary().row(layer.name()).receptiveField();
    if (seen.isEmpty() || layer.output().rank() != 3) {
      return new Region(0, 0, columns, rows, "");
    }
    var field = seen.get();
    int top = field.firstRow(ActivationMaximization.row(layer));
    int left = field.firstColumn(ActivationMaximization.column(layer));
    int bottom = Math.min(rows, top + field.height());
    int right = Math.min(columns, left + field.width());
    top = Math.max(0, top);
    left = Math.max(0, left);
    boolean all = right - left == columns && bottom - top == rows;
    var note = all ? "" : ", the " + (bottom - top) + "x" + (right - left) + " pixels they see";
    return new Region(left, top, right - left, bottom - top, note);
  }

  private static Table images(List<ActivationMaximization.Result> results) {
    var unit = IntColumn.create("unit");
    var pixel = IntColumn.create("pixel");
    var value = DoubleColumn.create("value");
    for (var r : results) {
      var values = r.image().toArray();
      for (int i = 0; i < values.length; i++) {
        unit.append(r.unit());
        pixel.append(i);
        value.append(values[i]);
      }
    }
    return Table.create(unit, pixel, value);
  }
}
