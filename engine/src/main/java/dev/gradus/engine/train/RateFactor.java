package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import java.util.List;

/// A learning rate of its own for some layers.
///
/// @param prefix a layer's name or how several names begin
/// @param factor what the learning rate is multiplied with
record RateFactor(String prefix, double factor) {
  RateFactor {
    if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "the factor of the learning rate must be a number of at least 0, got "
              + factor
              + " for "
              + prefix
              + ".");
    }
  }

  private boolean matches(String layer) {
    return layer.startsWith(prefix);
  }

  void check(LayerNames names) {
    if (names.all().stream().noneMatch(this::matches)) {
      throw new GradusException(
          "no layer's name is or begins with \""
              + prefix
              + "\"; the layers are "
              + String.join(", ", names.all())
              + ".");
    }
  }

  /// The factor of a layer: that of the longest prefix, 1 without any; the later one on a tie.
  static double of(List<RateFactor> factors, String layer) {
    int length = -1;
    double factor = 1;
    for (var f : factors) {
      if (f.matches(layer) && f.prefix().length() >= length) {
        length = f.prefix().length();
        factor = f.factor();
      }
    }
    return factor;
  }
}
