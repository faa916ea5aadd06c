package dev.gradus.engine.io;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.backend.DoubleStorage;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// The weights and buffers of a model under the names that they have in files.
final class NamedWeights {
  private NamedWeights() {}

  /// All, each once, as `conv2d_1.weight`, in the order of the model.
  static Map<String, Weight> of(Model model) {
    Map<String, Weight> named = new LinkedHashMap<>();
    var seen = new HashSet<Weight>();
    for (var entry : model.layers()) {
      for (var weight : entry.layer().parameters()) {
        if (seen.add(weight)) {
          put(named, entry.name() + "." + weight.name(), weight);
        }
      }
    }
    return Collections.unmodifiableMap(named);
  }

  private static void put(Map<String, Weight> named, String name, Weight weight) {
    if (named.put(name, weight) != null) {
      throw new GradusException(
          "two weights have the name " + name + ". Give each weight of a layer another name.");
    }
  }

  /// A weight's numbers: 32-bit floats, or 64-bit where the device keeps more than 32 bits.
  static NamedArray array(String name, Weight weight) {
    var slice = weight.slice();
    if (slice.storage() instanceof DoubleStorage storage) {
      var values = new double[weight.size()];
      boolean exact = true;
      for (int i = 0; i < values.length; i++) {
        values[i] = storage.get(slice.offset() + i);
        exact &= Double.compare((double) (float) values[i], values[i]) == 0;
      }
      if (!exact) {
        return NamedArray.ofDoubles(name, weight.shape(), values);
      }
    }
    return NamedArray.owning(name, weight.shape(), weight.toArray());
  }

  /// Overwrites a weight with numbers of the same shape.
  static void set(Weight weight, NamedArray array) {
    var slice = weight.slice();
    if (array.dtype() == DType.F64 && slice.storage() instanceof DoubleStorage storage) {
      var values = array.toDoubles();
      for (int i = 0; i < values.length; i++) {
        storage.set(slice.offset() + i, values[i]);
      }
    } else {
      weight.set(array.toFloats());
    }
  }
}
