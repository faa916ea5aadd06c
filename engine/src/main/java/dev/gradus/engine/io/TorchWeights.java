package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Weight;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Dense;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.TimeDistributed;
import dev.gradus.engine.layer.Wrapping;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Weights that PyTorch saved as safetensors, for a model of the same layers. PyTorch keeps the
/// weights of a dense layer as [out, in], the engine as [in, out]: they are turned on the way.
/// Convolutions are alike in both.
///
/// ```java
/// TorchWeights.load(net, path, Map.of("conv2d_1", "features.0", "dense_1", "classifier.1"));
/// ```
public final class TorchWeights {
  private TorchWeights() {}

  /// Overwrites all weights of a model; nothing is changed unless everything fits. What else the
  /// file holds is ignored.
  ///
  /// @param names PyTorch's name for a layer of the model (`conv2d_1` to `features.0`) or for a
  ///   single weight (`conv2d_1.bias` to `features.0.bias`); a weight that is not mentioned has the
  ///   same name in both
  /// @throws DataException if the file is missing or damaged, or misses a weight, or has one of
  ///   another shape
  public static void load(Model model, Path path, Map<String, String> names) {
    Given.one("the model", model);
    Given.one("the path", path);
    var weights = NamedWeights.of(model);
    var turned = denseWeights(model);
    try (var file = SafetensorsFile.open(path)) {
      Map<Weight, NamedArray> found = new LinkedHashMap<>();
      weights.forEach((name, weight) -> {
        var array = file.array(torchName(name, names));
        check(path, name, weight, array, turned.contains(weight));
        found.put(weight, array);
      });
      found.forEach((weight, array) ->
          weight.set(
              turned.contains(weight)
                  ? transposed(array.toFloats(), weight.shape())
                  : array.toFloats()));
    }
  }

  private static String torchName(String name, Map<String, String> names) {
    var whole = names.get(name);
    if (whole != null) {
      return whole;
    }
    int dot = name.lastIndexOf('.');
    var layer = names.get(name.substring(0, dot));
    return layer == null ? name : layer + name.substring(dot);
  }

  private static Set<Weight> denseWeights(Model model) {
    var dense = new HashSet<Weight>();
    model.layers().forEach(l -> addDense(l, dense));
    return dense;
  }

  /// Also those within blocks and branches.
  private static void addDense(BuiltLayer entry, Set<Weight> dense) {
    LayerSpec spec = entry.spec();
    while (!(spec instanceof Dense)) {
      if (spec instanceof Wrapping wrapping) {
        spec = wrapping.spec();
      } else if (spec instanceof TimeDistributed every) {
        spec = every.spec();
      } else {
        break;
      }
    }
    if (spec instanceof Dense) {
      entry.layer().parameters().stream().filter(w -> w.shape().rank() == 2).forEach(dense::add);
    }
    entry.layer().children().forEach(c -> addDense(c, dense));
  }

  private static void check(Path path, String name, Weight weight, NamedArray array, boolean turn) {
    var shape = weight.shape();
    var expected = turn ? Shape.of(shape.dim(1), shape.dim(0)) : shape;
    if (!array.shape().equals(expected) || array.dtype().isInteger()) {
      throw new DataException(
          name
              + ": expected floats of the shape "
              + expected
              + (turn ? " (PyTorch's order of " + shape + ")" : "")
              + ", "
              + path
              + " has "
              + array
              + ". Build the layer with the sizes of the saved network.");
    }
  }

  /// [out, in] to [in, out].
  private static float[] transposed(float[] from, Shape to) {
    int in = to.dim(0);
    int out = to.dim(1);
    var turned = new float[from.length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        turned[i * out + o] = from[o * in + i];
      }
    }
    return turned;
  }
}
