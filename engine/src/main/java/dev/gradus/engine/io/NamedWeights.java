package dev.gradus.engine.io;

import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.backend.DoubleStorage;
import java.util.Map;

/// The weights and buffers of a model under the names that they have in files.
final class NamedWeights {
  private NamedWeights() {}

  /// All, each once, as `conv2d_1.weight`, in the order of the model.
  static Map<String, Weight> of(Model model) {
    return model.namedParameters();
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
