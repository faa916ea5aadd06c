package dev.gradus.engine.inspect;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Interruption;
import dev.gradus.engine.Model;
import dev.gradus.engine.ReceptiveField;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The parts of images to which the filters of a layer answer most strongly: for every filter the
/// images with the largest activations anywhere in its map, each with the region that this number
/// sees.
///
/// Errors: GradusException for less than 1 patch, a layer that does not exist or gives no maps.
///
/// Source: Zeiler, Fergus, ECCV 2014, section 4; Girshick, Donahue, Darrell, Malik, CVPR 2014,
/// section 3.1.
///
/// @param layer name of the layer
/// @param field the region that a number of the layer sees
/// @param patches for every filter, strongest first; at most one of an image
public record TopPatches(String layer, ReceptiveField field, List<List<Patch>> patches) {
  private static final int BATCH = 64;

  /// Copies the lists.
  public TopPatches {
    patches = patches.stream().map(List::copyOf).toList();
  }

  /// A part of an image.
  ///
  /// @param sample number of the image in the data
  /// @param row of the number in the filter's map
  /// @param column of it
  /// @param activation the number
  public record Patch(int sample, int row, int column, double activation) {}

  /// Looks through data.
  ///
  /// @param layerName a layer of maps, as `conv2d_2`
  /// @param count how many images for every filter
  /// @throws GradusException if the layer's numbers see no region of an image
  public static TopPatches of(Model model, String layerName, Dataset data, int count) {
    Given.one("the model", model);
    Given.one("the layer name", layerName);
    var layer = model.layer(layerName);
    var field =
        model
            .summary()
            .row(layerName)
            .receptiveField()
            .orElseThrow(() ->
                new GradusException(
                    layerName
                        + " ("
                        + layer.spec().describe()
                        + ") sees no region of an image. Name a convolution, or what works on its"
                        + " maps."));
    if (count < 1) {
      throw new GradusException("at least 1 patch of a filter can be found, got " + count + ".");
    }
    var shape = layer.output();
    var best = new ArrayList<List<Patch>>();
    IntStream.range(0, shape.dim(0)).forEach(_ -> best.add(new ArrayList<>()));
    var context = Context.current().on(model.device()).training(false).recording(null);
    for (int from = 0; from < data.size(); from += BATCH) {
      Interruption.check();
      int n = Math.min(BATCH, data.size() - from);
      var batch = batch(data, from, n);
      var maps = context.call(() -> model.forward(batch, layerName).toArray());
      for (int i = 0; i < n * shape.dim(0); i++) {
        var patch = strongest(maps, i, shape.dim(1), shape.dim(2), from + i / shape.dim(0));
        add(best.get(i % shape.dim(0)), patch, count);
      }
    }
    return new TopPatches(layerName, field, best);
  }

  private static Tensor batch(Dataset data, int from, int n) {
    var values = new float[n * data.inputShape().size()];
    data.gatherInputs(IntStream.range(from, from + n).toArray(), 0, n, values, 0);
    return Tensor.of(data.inputShape().prepend(n), values);
  }

  /// @param number of the map in the batch
  private static Patch strongest(float[] maps, int number, int rows, int columns, int sample) {
    int at = number * rows * columns;
    int best = 0;
    for (int i = 1; i < rows * columns; i++) {
      best = maps[at + i] > maps[at + best] ? i : best;
    }
    return new Patch(sample, best / columns, best % columns, maps[at + best]);
  }

  private static void add(List<Patch> best, Patch patch, int count) {
    best.add(patch);
    best.sort(Comparator.comparingDouble((Patch p) -> -p.activation()));
    if (best.size() > count) {
      best.removeLast();
    }
  }

  /// The first row of the image that a patch shows; negative in padding.
  public int top(Patch patch) {
    return field.firstRow(patch.row());
  }

  /// The first column of the image that a patch shows; negative in padding.
  public int left(Patch patch) {
    return field.firstColumn(patch.column());
  }

  /// The numbers of a patch, [channels, rows, columns] of the field; 0 outside the image.
  public Tensor cut(Dataset data, Patch patch) {
    var shape = data.inputShape();
    int channels = shape.rank() == 3 ? shape.dim(0) : 1;
    int height = shape.dim(-2);
    int width = shape.dim(-1);
    var image = data.input(patch.sample());
    var cut = new float[channels * field.height() * field.width()];
    for (int i = 0; i < cut.length; i++) {
      int row = top(patch) + i / field.width() % field.height();
      int column = left(patch) + i % field.width();
      if (row >= 0 && row < height && column >= 0 && column < width) {
        cut[i] = image[(i / (field.width() * field.height()) * height + row) * width + column];
      }
    }
    return Tensor.of(dev.gradus.engine.Shape.of(channels, field.height(), field.width()), cut);
  }
}
