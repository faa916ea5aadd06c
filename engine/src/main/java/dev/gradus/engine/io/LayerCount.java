package dev.gradus.engine.io;

import dev.gradus.engine.DataException;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Repeat;
import java.util.HashMap;
import java.util.Map;

/// Counts the layers that a description stands for, repeated and shared ones as often as they are
/// used, before anything is built: a few lines of repeats within repeats, or of shared layers
/// within shared layers, could stand for more than any memory holds.
final class LayerCount {
  /// More than a ResNet of 1,001 layers has with its normalisations and rectifiers.
  static final long MOST = 4_000;

  private final Map<Integer, Long> sizes = new HashMap<>();
  private long layers;

  /// How many so far.
  long layers() {
    return layers;
  }

  /// A setting was read.
  ///
  /// @param before how many there were when it began
  void made(String where, Object spec, long before) {
    if (spec instanceof Repeat repeat) {
      add(where, (layers - before) * (repeat.times() - 1));
    }
    if (spec instanceof LayerSpec) {
      add(where, 1);
    }
  }

  /// A shared layer was read.
  void shared(int number, long before) {
    sizes.put(number, layers - before);
  }

  /// A shared layer is used again.
  void again(String where, int number) {
    add(where, 1 + sizes.getOrDefault(number, 0L));
  }

  private void add(String where, long more) {
    layers += more;
    if (layers > MOST) {
      throw new DataException(
          where
              + ": with it the model has "
              + layers
              + " layers, repeated and shared ones counted at every use; at most "
              + MOST
              + " are read. The file is damaged, or the model must be built in code and its weights"
              + " loaded with model.loadWeights(path).");
    }
  }
}
