package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.ActivationStatistics;
import dev.gradus.engine.diagnose.Distribution;
import dev.gradus.engine.diagnose.GradientStatistics;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What lies in the layers of a live model: weights, gradients, activations, units that never fire.
public final class LayerFigures {
  private static final int FAR = 4;

  private LayerFigures() {}

  /// A histogram of the weights of every layer (not its biases), and how many lie far outside.
  ///
  /// @throws MagicsException if the model learns nothing or a weight is no finite number
  public static Figure weights(Model model) {
    var panels = new ArrayList<Histograms.Panel>();
    var outliers = new ArrayList<String>();
    for (var layer : model.layers()) {
      var chosen = wide(layer.layer().parameters());
      if (!chosen.isEmpty()) {
        add(panels, outliers, layer.name(), numbers(chosen));
      }
    }
    return weights(model, "weights of " + model.name(), panels, outliers);
  }

  /// A histogram of every parameter of one layer.
  ///
  /// @throws MagicsException if there is no such layer or it learns nothing
  public static Figure weights(Model model, String layerName) {
    var layer = LayerChoice.find(model, layerName);
    var panels = new ArrayList<Histograms.Panel>();
    var outliers = new ArrayList<String>();
    for (var weight : layer.layer().parameters()) {
      if (!weight.isBuffer()) {
        add(panels, outliers, weight.name(), numbers(List.of(weight)));
      }
    }
    if (panels.isEmpty()) {
      throw new MagicsException(
          layerName
              + " learns nothing, so it has no weights."
              + LayerChoice.those(model, LayerFigures::learns, " Layers that do"));
    }
    return weights(model, "weights of " + layerName, panels, outliers);
  }

  private static boolean learns(BuiltLayer layer) {
    return layer.layer().parameters().stream().anyMatch(w -> !w.isBuffer());
  }

  private static Figure weights(
      Model model, String what, List<Histograms.Panel> panels, List<String> outliers) {
    if (panels.isEmpty()) {
      throw new MagicsException(
          model.name()
              + " learns nothing, so it has no weights. Add a layer that does: dense(10).");
    }
    return Histograms.of(what, panels, outliers, false);
  }

  private static void add(
      List<Histograms.Panel> panels, List<String> outliers, String name, float[] values) {
    var spread = Distribution.of(values);
    int far = 0;
    for (float v : values) {
      far += Math.abs(v - spread.mean()) > FAR * spread.std() ? 1 : 0;
    }
    panels.add(new Histograms.Panel("", name, spread));
    outliers.add(
        String.format(Locale.ROOT, "%s: %,d farther than %d std from the mean", name, far, FAR));
  }

  /// The parameters without the biases; all if there are no others.
  private static List<Weight> wide(List<Weight> all) {
    var learned = all.stream().filter(w -> !w.isBuffer()).toList();
    var wide = learned.stream().filter(w -> w.shape().rank() > 1).toList();
    return wide.isEmpty() ? learned : wide;
  }

  private static float[] numbers(List<Weight> weights) {
    var all = new float[weights.stream().mapToInt(Weight::size).sum()];
    int at = 0;
    for (var weight : weights) {
      float[] own = weight.slice().toFloats();
      System.arraycopy(own, 0, all, at, own.length);
      at += own.length;
    }
    return all;
  }

  /// A histogram of the gradient of every layer's weights for the first samples of data.
  public static Figure gradients(Model model, Dataset data, int samples) {
    var rows = gradientRows(model, data, samples);
    var panels = rows.stream().map(r -> new Histograms.Panel("", r.layer(), r.values())).toList();
    return Histograms.of("gradients of " + model.name(), panels, List.of(), false);
  }

  private static List<GradientStatistics.Row> gradientRows(Model model, Dataset data, int samples) {
    Diverged.refuse(model);
    var rows = GradientStatistics.of(model, data, samples);
    if (rows.isEmpty()) {
      throw new MagicsException(
          model.name() + " learns nothing, so it has no gradients. Add a layer that does.");
    }
    return rows;
  }

  /// The length of the gradient of every layer's weights, on a logarithmic axis.
  public static Figure gradientNorms(Model model, Dataset data, int samples) {
    var bars = new ArrayList<Bars.Bar>();
    for (var row : gradientRows(model, data, samples)) {
      double norm = row.values().norm();
      bars.add(new Bars.Bar(row.layer(), norm, String.format(Locale.ROOT, "%.3g", norm)));
    }
    var title = "Length of the gradient of each layer of " + model.name();
    double ratio = bars.getFirst().value() / bars.getLast().value();
    var facts =
        String.format(
            Locale.ROOT,
            "%s, %,d samples. First against last layer: %.3g.",
            title,
            Math.min(samples, data.size()),
            ratio);
    return Bars.of(new Bars.Axis(title, "gradient norm", true, 1), bars, facts);
  }

  /// The lengths of the gradients of several models' layers, a line for each model.
  ///
  /// @param models by name, as `Map.of("relu", a, "sigmoid", b)`
  public static Figure gradientNorms(Map<String, Model> models, Dataset data, int samples) {
    some(models);
    var chart =
        Lines.titled("Length of the gradient by layer", "layer, from the input", "log10 of length");
    for (var model : models.entrySet()) {
      var rows = gradientRows(model.getValue(), data, samples);
      var at = new int[rows.size()];
      var y = new double[rows.size()];
      for (int i = 0; i < at.length; i++) {
        at[i] = i + 1;
        y[i] = Math.log10(rows.get(i).values().norm());
      }
      chart = chart.line(model.getKey(), at, y);
    }
    return chart.figure();
  }

  private static void some(Map<String, Model> models) {
    if (models.isEmpty()) {
      throw new MagicsException("there is no model to look at. Give at least one with its name.");
    }
  }

  /// A histogram of what every layer, or each of some layers, gives for the first samples of data.
  ///
  /// @param layers names; none for all layers
  public static Figure activations(Model model, Dataset data, int samples, List<String> layers) {
    layers.forEach(name -> LayerChoice.find(model, name));
    var panels = new ArrayList<Histograms.Panel>();
    for (var row : ActivationStatistics.of(model, data, samples)) {
      if (layers.isEmpty() || layers.contains(row.layer())) {
        panels.add(new Histograms.Panel("", row.layer(), row.values()));
      }
    }
    return Histograms.of("activations of " + model.name(), panels, List.of(), false);
  }

  /// Several models below each other, as one net with weights drawn in several ways: a row for each
  /// model, a column for each activation layer (relu, tanh, sigmoid and their like), one axis for
  /// all, so that widths can be compared.
  ///
  /// @param models by name; keeps the order of the map
  public static Figure activations(Map<String, Model> models, Dataset data, int samples) {
    some(models);
    var panels = new ArrayList<Histograms.Panel>();
    for (var model : models.entrySet()) {
      var rows = ActivationStatistics.of(model.getValue(), data, samples);
      var active = rows.stream().filter(r -> activates(model.getValue(), r.layer())).toList();
      for (var row : active.isEmpty() ? rows : active) {
        panels.add(new Histograms.Panel(model.getKey(), row.layer(), row.values()));
      }
    }
    return Histograms.of("activations", panels, List.of(), true);
  }

  private static boolean activates(Model model, String layer) {
    var what = model.layer(layer).spec().describe();
    return what.contains("lu") || what.startsWith("tanh") || what.startsWith("sigmoid");
  }

  /// The share of the units of every relu layer that are 0 for all of the first samples; of every
  /// layer if there is no relu. A unit is a channel of an image, or a number otherwise.
  public static Figure deadUnits(Model model, Dataset data, int samples) {
    Diverged.refuse(model);
    var all = ActivationStatistics.of(model, data, samples);
    var relus =
        all.stream()
            .filter(r -> model.layer(r.layer()).spec().describe().startsWith("relu"))
            .toList();
    var bars = new ArrayList<Bars.Bar>();
    long dead = 0;
    long units = 0;
    for (var row : relus.isEmpty() ? all : relus) {
      int own = row.shape().rank() == 3 ? row.shape().dim(0) : row.shape().size();
      long silent = Math.round(row.dead() * own);
      dead += silent;
      units += own;
      var note = String.format(Locale.ROOT, "%,d of %,d (%.1f %%)", silent, own, 100 * row.dead());
      bars.add(new Bars.Bar(row.layer(), 100 * row.dead(), note));
    }
    int n = Math.min(samples, data.size());
    var title =
        String.format(
            Locale.ROOT, "Units of %s that are 0 for all of %,d samples", model.name(), n);
    var facts = String.format(Locale.ROOT, "%s: %,d of %,d.", title, dead, units);
    return Bars.of(new Bars.Axis(title, "dead units in %", false, 100), bars, facts);
  }
}
