package dev.gradus.engine.diagnose;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.Evaluator;
import dev.gradus.engine.train.Loss;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.engine.train.TrainingRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gradients layer by layer: of one batch with [#of], or, as a callback, their lengths at every
/// step of a training run. In a deep net a length that falls or grows by a factor from layer to
/// layer is a vanishing or exploding gradient.
///
/// Errors: GradusException for less than 1 sample or a layer that does not learn.
///
/// Source: Glorot, Bengio, AISTATS 2010, figures 7 and 8; Bengio, Simard, Frasconi, IEEE
/// Transactions on Neural Networks 5, 1994.
public final class GradientStatistics implements Callback {
  private final Map<String, List<Double>> norms = new LinkedHashMap<>();

  /// A callback that records the length of every layer's gradient, after clipping.
  public GradientStatistics() {}

  /// The gradient of one layer's weights (not its biases).
  ///
  /// @param layer its name
  /// @param values the numbers; [Distribution#norm()] is the gradient's length
  public record Row(String layer, Distribution values) {
    @Override
    public String toString() {
      return String.format(
          java.util.Locale.ROOT, "%-16s norm %.4g, %s", layer, values.norm(), values);
    }
  }

  /// For the first samples of data, with the loss that suits them. The model is not changed.
  public static List<Row> of(Model model, Dataset data, int samples) {
    return of(model, data, samples, Evaluator.lossFor(model, data));
  }

  /// For the first samples of data.
  public static List<Row> of(Model model, Dataset data, int samples, Loss loss) {
    Given.one("the model", model);
    Given.one("the data", data);
    Given.one("the loss", loss);
    if (samples < 1) {
      throw new GradusException("statistics need at least 1 sample, got " + samples + ".");
    }
    int n = Math.min(samples, data.size());
    var rows = new ArrayList<Row>();
    var kept = new Kept(model);
    try {
      var program =
          model
              .programs()
              .train(model.inputShape().prepend(n), data.targetShape().prepend(n), loss);
      Batches.fill(data, n, program);
      model.programs().step(1);
      program.forward();
      program.backward();
      for (var layer : model.layers()) {
        var weights = weights(layer.layer().parameters());
        if (!weights.isEmpty()) {
          rows.add(new Row(layer.name(), Distribution.of(gradient(model, weights))));
        }
      }
    } finally {
      kept.putBack();
    }
    return List.copyOf(rows);
  }

  private static List<Weight> weights(List<Weight> all) {
    var trained = all.stream().filter(Weight::trainable).toList();
    var wide = trained.stream().filter(w -> w.shape().rank() > 1).toList();
    return wide.isEmpty() ? trained : wide;
  }

  private static float[] gradient(Model model, List<Weight> weights) {
    var values = new float[weights.stream().mapToInt(Weight::size).sum()];
    int at = 0;
    for (var weight : weights) {
      var place = weight.slice();
      var slice = model.parameters().gradients().part(place.offset(), place.length());
      slice.storage().read(slice.offset(), values, at, slice.length());
      at += slice.length();
    }
    return values;
  }

  @Override
  public boolean comparesWeights() {
    return false;
  }

  @Override
  public void onStart(TrainingRun run) {
    norms.clear();
    for (var layer : run.model().layers()) {
      if (!weights(layer.layer().parameters()).isEmpty()) {
        norms.put(layer.name(), new ArrayList<>());
      }
    }
  }

  @Override
  public void onStep(TrainingRun run, TrainingEvent.StepDone step) {
    var model = run.model();
    var backend = model.device().backend();
    norms.forEach((layer, values) -> {
      double squares = 0;
      for (var weight : weights(model.layer(layer).layer().parameters())) {
        var place = weight.slice();
        squares +=
            backend.sumOfSquares(
                model.parameters().gradients().part(place.offset(), place.length()));
      }
      values.add(Math.sqrt(squares));
    });
  }

  /// The layers that learn, in order.
  public List<String> layers() {
    return List.copyOf(norms.keySet());
  }

  /// The length of a layer's gradient at every step of the run.
  ///
  /// @throws GradusException if no such layer learns
  public double[] norms(String layer) {
    var values = norms.get(layer);
    if (values == null) {
      throw new GradusException(
          "no layer " + layer + " learns; those that do are " + String.join(", ", layers()) + ".");
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
