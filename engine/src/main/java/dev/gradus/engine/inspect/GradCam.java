package dev.gradus.engine.inspect;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Watch;
import dev.gradus.engine.layer.BuiltLayer;
import java.util.ArrayList;
import java.util.List;

/// Where in an image a layer's maps speak for a class: the maps A_k of the layer, weighted by how
/// much the score y grows with each of them, and what is negative cut off.
///
/// a_k = mean over the pixels of dy/dA_k, map = relu(sum over k of a_k A_k)
///
/// Source: Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
/// Localization", ICCV 2017, equations 1 and 2.
///
/// @param layer whose maps they are
/// @param target the class
/// @param score its score
/// @param weights a_k, one for each map
/// @param map [rows, columns] of the layer's maps, 0 or more
public record GradCam(String layer, int target, double score, List<Double> weights, Tensor map) {
  /// Copies the list.
  public GradCam {
    weights = List.copyOf(weights);
  }

  /// The layer that is taken if none is named: the last one with maps.
  ///
  /// @throws GradusException if there is none
  public static String lastMaps(Model model) {
    Given.one("the model", model);
    return model.layers().stream()
        .filter(l -> l.output().rank() == 3)
        .map(BuiltLayer::name)
        .reduce((_, last) -> last)
        .orElseThrow(() ->
            new GradusException(
                model.name()
                    + " has no layer that gives maps [channels, rows, columns]: Grad-CAM needs a"
                    + " convolution."));
  }

  /// For a sample and a class.
  ///
  /// @param layerName a layer that gives maps, as `relu_2`
  /// @param target the class; negative for the one with the largest score
  /// @throws GradusException if the layer gives no maps
  public static GradCam of(Model model, Tensor sample, String layerName, int target) {
    Given.one("the model", model);
    Given.one("the layer name", layerName);
    var layer = model.layer(layerName);
    if (layer.output().rank() != 3) {
      throw new GradusException(
          layerName
              + " gives "
              + layer.output()
              + ", no maps [channels, rows, columns]. Name a layer before flatten(), as "
              + lastMaps(model)
              + ".");
    }
    return Views.looking(
        model,
        _ -> {
          var x = Views.single(model, sample);
          var scores = new ArrayList<Tensor>();
          var maps = Watch.result(layer, () -> scores.add(Views.scores(model, x)));
          int c = Views.target(scores.getFirst(), target);
          Views.number(scores.getFirst(), c).backward();
          return weighed(layer, c, scores.getFirst().get(0, c), maps);
        });
  }

  private static GradCam weighed(BuiltLayer layer, int target, double score, Tensor maps) {
    var shape = layer.output();
    int pixels = shape.dim(1) * shape.dim(2);
    var place = maps.gradSlice();
    if (place == null) {
      throw new GradusException(
          layer.name() + " does not lead to the score. Name a layer on the way to the result.");
    }
    var slopes = Tensor.on(maps.device(), maps.shape(), place).toArray();
    var values = maps.toArray();
    var weights = new ArrayList<Double>();
    var sum = new double[pixels];
    for (int k = 0; k < shape.dim(0); k++) {
      double a = 0;
      for (int i = 0; i < pixels; i++) {
        a += slopes[k * pixels + i] / pixels;
      }
      weights.add(a);
      for (int i = 0; i < pixels; i++) {
        sum[i] += a * values[k * pixels + i];
      }
    }
    var map = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      map[i] = (float) Math.max(0, sum[i]);
    }
    var size = Shape.of(shape.dim(1), shape.dim(2));
    return new GradCam(layer.name(), target, score, weights, Tensor.of(size, map));
  }
}
