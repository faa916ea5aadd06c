package dev.gradus.magics.figure;

import dev.gradus.engine.data.Augment;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.ImageChange;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// A sample in many random variants.
public final class Variants {
  private Variants() {}

  /// One sample and what augmentation makes of it in the first epochs: the very images that
  /// training would see.
  ///
  /// @param sample number of the sample
  /// @param count variants, at most 100
  /// @param seed as given to `data.augment(changes, seed)`
  public static Figure of(Dataset data, Augment changes, int sample, int count, long seed) {
    int n = Gallery.limit(count);
    if (!Images.isImage(data.inputShape())) {
      throw new MagicsException(data + ": only images can be augmented.");
    }
    if (sample < 0 || sample >= data.size()) {
      throw new MagicsException(
          "there is no sample "
              + sample
              + ": "
              + data.name()
              + " has "
              + data.size()
              + " (0 to "
              + (data.size() - 1)
              + ").");
    }
    var one = data.slice(sample, sample + 1);
    var images = new ArrayList<float[]>();
    images.add(one.input(0));
    var all = data.augment(changes, seed);
    for (int epoch = 0; epoch < n; epoch++) {
      images.add(all.atEpoch(epoch).input(sample));
    }
    var tiles = new ArrayList<Tiles.Tile>();
    for (int i = 0; i < images.size(); i++) {
      tiles.add(
          new Tiles.Tile(
              Images.pixels(data.inputShape(), images.get(i)), i == 0 ? "original" : "" + (i - 1)));
    }
    var what = changes.changes().isEmpty() ? "no change" : words(changes);
    var grid =
        new Tiles(
            "Sample " + sample + " of " + data.name() + " in " + n + " epochs",
            what,
            tiles,
            Math.min(8, tiles.size()),
            List.of(),
            null);
    var facts =
        "Sample "
            + sample
            + " of "
            + data.name()
            + (data.isClassification() ? ", class " + Gallery.name(data, data.label(sample)) : "")
            + ", and its variants in "
            + n
            + " epochs: "
            + what
            + ". "
            + distances(images);
    return new Figure(
        "augmentation", facts, grid.drawing(84), () -> pixels(images, data.inputShape().last()));
  }

  private static String words(Augment changes) {
    return String.join(", ", changes.changes().stream().map(Variants::word).toList());
  }

  private static String word(ImageChange change) {
    return switch (change) {
      case ImageChange.Shift c -> "shift up to " + c.most() + " pixels";
      case ImageChange.Rotate c ->
          "rotate " + Tiles.number(c.low()) + " to " + Tiles.number(c.high()) + " degrees";
      case ImageChange.Zoom c -> "zoom " + Tiles.number(c.low()) + " to " + Tiles.number(c.high());
      case ImageChange.Crop c -> "crop to at least " + Tiles.number(c.least());
      case ImageChange.FlipHorizontal _ -> "flip left and right";
      case ImageChange.FlipVertical _ -> "flip upside down";
      case ImageChange.Elastic c ->
          "elastic, alpha " + Tiles.number(c.alpha()) + ", sigma " + Tiles.number(c.sigma());
      case ImageChange.Brightness c -> "brightness up to " + Tiles.number(c.most());
      case ImageChange.Noise c -> "noise of " + Tiles.number(c.deviation());
    };
  }

  private static String distances(List<float[]> images) {
    var first = images.getFirst();
    double sum = 0;
    for (var image : images.subList(1, images.size())) {
      double squares = 0;
      for (int i = 0; i < first.length; i++) {
        squares += Math.pow(image[i] - first[i], 2);
      }
      sum += Math.sqrt(squares);
    }
    return "Mean distance from the original: " + Tiles.number(sum / (images.size() - 1)) + ".";
  }

  private static Table pixels(List<float[]> images, int width) {
    var image = IntColumn.create("image");
    var row = IntColumn.create("row");
    var column = IntColumn.create("column");
    var value = DoubleColumn.create("value");
    for (int k = 0; k < images.size(); k++) {
      var values = images.get(k);
      for (int i = 0; i < values.length; i++) {
        image.append(k);
        row.append(i / width);
        column.append(i % width);
        value.append(values[i]);
      }
    }
    return Table.create(image, row, column, value);
  }
}
