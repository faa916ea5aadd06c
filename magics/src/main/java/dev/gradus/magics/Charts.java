package dev.gradus.magics;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.Search;
import dev.gradus.engine.diagnose.UpdateRatios;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.Schedule;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.LayerFigures;
import dev.gradus.magics.figure.LossCurve;
import dev.gradus.magics.figure.OptimizerPaths;
import dev.gradus.magics.figure.ScheduleChart;
import dev.gradus.magics.figure.SearchChart;
import dev.gradus.magics.figure.SpreadBars;
import dev.gradus.magics.figure.UpdateChart;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/// Charts of training and of what lies in a model; imported into every session beside [Figures].
public final class Charts {
  /// How many samples statistics look at unless told.
  public static final int SAMPLES = 256;

  private Charts() {}

  /// Several training runs in one chart, by names of their own; `%plot_loss a b`.
  ///
  /// @param runs keeps the order of the map
  public static Figure compare(Map<String, History> runs) {
    return LossCurve.of(List.copyOf(runs.values()), List.copyOf(runs.keySet()));
  }

  /// A chart to which bars are added, each the mean of values that are shown as dots:
  /// `bars("title", "error in %").bar("without", 9.5, 10.1).bar("with", 8.9, 9.9)`.
  public static SpreadBars bars(String title, String quantity) {
    return SpreadBars.titled(title, quantity);
  }

  /// Histograms of the weights, layer by layer; `%weights`.
  public static Figure weights(Model model) {
    return LayerFigures.weights(model);
  }

  /// Histograms of the parameters of one layer.
  public static Figure weights(Model model, String layer) {
    return LayerFigures.weights(model, layer);
  }

  /// Histograms of the gradients, layer by layer; `%gradients`.
  public static Figure gradients(Model model, Dataset data) {
    return LayerFigures.gradients(model, data, SAMPLES);
  }

  /// The length of every layer's gradient; `%gradients --norms`.
  public static Figure gradientNorms(Model model, Dataset data) {
    return LayerFigures.gradientNorms(model, data, SAMPLES);
  }

  /// The lengths of the gradients of several models, layer by layer.
  public static Figure gradientNorms(Map<String, Model> models, Dataset data) {
    return LayerFigures.gradientNorms(models, data, SAMPLES);
  }

  /// Histograms of what the layers give; `%activations`.
  ///
  /// @param layers names; none for all
  public static Figure activations(Model model, Dataset data, String... layers) {
    return LayerFigures.activations(model, data, SAMPLES, List.of(layers));
  }

  /// A grid of histograms, a row for every model, a column for every activation layer:
  /// `activations(Map.of("He", a, "Glorot", b), data)`.
  public static Figure activations(Map<String, Model> models, Dataset data) {
    return LayerFigures.activations(models, data, SAMPLES);
  }

  /// The share of units that never fire, layer by layer; `%dead_units`.
  public static Figure deadUnits(Model model, Dataset data) {
    return LayerFigures.deadUnits(model, data, SAMPLES);
  }

  /// How large the steps of a training run were against the weights; `%updates`.
  public static Figure updates(UpdateRatios ratios) {
    return UpdateChart.of(ratios);
  }

  /// Paths of optimizers over a loss of two numbers, to which they are added; `%paths`.
  public static OptimizerPaths paths(String name, BinaryOperator<Tensor> loss) {
    return OptimizerPaths.over(name, loss);
  }

  /// The learning rate over a training run, for one or several schedules; `%plot_lr`.
  public static Figure schedules(
      Map<String, Schedule> schedules, double rate, int epochs, int stepsPerEpoch) {
    return ScheduleChart.of(schedules, rate, epochs, stepsPerEpoch);
  }

  /// The learning rate over a training run.
  public static Figure schedule(Schedule schedule, double rate, int epochs, int stepsPerEpoch) {
    return schedules(Map.of("learning rate", schedule), rate, epochs, stepsPerEpoch);
  }

  /// The scores of a search against its settings; `%search`.
  public static Figure searchResults(Search search) {
    return SearchChart.of(search);
  }
}
