package dev.gradus.engine.diagnose;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What every layer gives for some samples, in inference: mean, spread, histogram, and which units
/// never fire.
///
/// Errors: GradusException for less than 1 sample or a layer that does not exist; ShapeException
/// for samples of another shape than the model takes.
///
/// Source: Glorot, Bengio, AISTATS 2010, figures 2 to 4.
public final class ActivationStatistics {
  private ActivationStatistics() {}

  /// The results of one layer.
  ///
  /// @param layer its name
  /// @param shape of its result for one sample
  /// @param values its numbers for all samples
  /// @param dead share of its units that are 0 for all samples: channels of images, numbers
  ///   otherwise
  public record Row(String layer, Shape shape, Distribution values, double dead) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%-16s %s, dead units %.1f %%", layer, values, 100 * dead);
    }
  }

  /// Of the first samples of data.
  public static List<Row> of(Model model, Dataset data, int samples) {
    Given.one("the model", model);
    Given.one("the data", data);
    if (samples < 1) {
      throw new GradusException("statistics need at least 1 sample, got " + samples + ".");
    }
    return of(model, Batches.inputs(model, data, Math.min(samples, data.size())));
  }

  /// Of a batch [batch, ...].
  public static List<Row> of(Model model, Tensor batch) {
    Given.one("the model", model);
    Given.one("the batch", batch);
    var rows = new ArrayList<Row>();
    var context = Context.seeded(model.seed()).on(model.device()).training(false);
    context.run(() -> {
      for (var layer : model.layers()) {
        var result = model.forward(batch, layer.name());
        rows.add(row(layer.name(), result));
      }
    });
    return List.copyOf(rows);
  }

  private static Row row(String layer, Tensor result) {
    float[] values = result.toArray();
    var shape = result.shape().rest();
    return new Row(layer, shape, Distribution.of(values), dead(values, shape));
  }

  private static double dead(float[] values, Shape shape) {
    int units = shape.rank() == 3 ? shape.dim(0) : shape.size();
    int perUnit = shape.size() / Math.max(1, units);
    var fires = new boolean[units];
    for (int i = 0; i < values.length; i++) {
      fires[i % shape.size() / perUnit] |= values[i] != 0;
    }
    int dead = 0;
    for (boolean f : fires) {
      dead += f ? 0 : 1;
    }
    return (double) dead / units;
  }
}
