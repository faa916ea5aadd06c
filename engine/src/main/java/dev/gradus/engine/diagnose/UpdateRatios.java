package dev.gradus.engine.diagnose;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.engine.train.TrainingRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How large steps are against the weights: log10(|change of w| / |w|) for every layer and step,
/// where |w| is the length of the layer's weights (not its biases) before the step. About -3 is
/// usual; far above, the learning rate is too high, far below, too low.
///
/// ```java
/// var ratios = new UpdateRatios();
/// model.train(data).callback(ratios).run();
/// ratios.of("dense_1")
/// ```
///
/// Errors: GradusException for steps that are not looked at every 1 or more, or a layer that does
/// not learn.
///
/// Source: notes to Stanford's CS231n, "Ratio of weights:updates".
public final class UpdateRatios implements Callback {
  private final int every;
  private final Map<String, List<Double>> ratios = new LinkedHashMap<>();
  private final List<Long> steps = new ArrayList<>();

  /// Looks at every step.
  public UpdateRatios() {
    this(1);
  }

  /// Looks at every so many steps.
  public UpdateRatios(int every) {
    if (every < 1) {
      throw new GradusException("steps are looked at every 1 or more, got " + every + ".");
    }
    this.every = every;
  }

  @Override
  public void onStart(TrainingRun run) {
    ratios.clear();
    steps.clear();
    for (var layer : run.model().layers()) {
      if (!weights(run.model(), layer.name()).isEmpty()) {
        ratios.put(layer.name(), new ArrayList<>());
      }
    }
  }

  /// The trained weights of a layer; its parameters of rank 1 if it has no others.
  private static List<Weight> weights(Model model, String layer) {
    var trained =
        model.layer(layer).layer().parameters().stream().filter(Weight::trainable).toList();
    var wide = trained.stream().filter(w -> w.shape().rank() > 1).toList();
    return wide.isEmpty() ? trained : wide;
  }

  @Override
  public void onStep(TrainingRun run, TrainingEvent.StepDone step) {
    if (run.step() % every != 0) {
      return;
    }
    steps.add(run.step());
    ratios.forEach((layer, values) -> values.add(ratio(run, layer)));
  }

  private static double ratio(TrainingRun run, String layer) {
    double change = 0;
    double length = 0;
    for (var weight : weights(run.model(), layer)) {
      var slice = weight.slice();
      float[] before = run.weightsBefore().part(slice.offset(), slice.length()).toFloats();
      float[] after = slice.toFloats();
      for (int i = 0; i < before.length; i++) {
        double difference = (double) after[i] - before[i];
        change += difference * difference;
        length += (double) before[i] * before[i];
      }
    }
    return Math.log10(Math.sqrt(change) / Math.sqrt(length));
  }

  /// The layers that learn, in order.
  public List<String> layers() {
    return List.copyOf(ratios.keySet());
  }

  /// The steps that were looked at, from 1. One for each ratio of a layer.
  public long[] steps() {
    return steps.stream().mapToLong(Long::longValue).toArray();
  }

  /// log10 of the ratio of a layer at each of these steps; minus infinity if nothing changed, NaN
  /// if the weights were 0, too.
  ///
  /// @throws GradusException if no such layer learns
  public double[] of(String layer) {
    var values = ratios.get(layer);
    if (values == null) {
      throw new GradusException(
          "no layer " + layer + " learns; those that do are " + String.join(", ", layers()) + ".");
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
