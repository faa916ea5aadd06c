package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;

/// Shapes of samples in the words of messages.
final class Shapes {
  private Shapes() {}

  /// As `[batch, 16, 5, 5]`.
  static String batch(Shape sample) {
    return sample.rank() == 0 ? "[batch]" : "[batch, " + sample.toString().substring(1);
  }

  /// Checks that a sample is an image [channels, height, width].
  static void image(Shape sample) {
    if (sample.rank() != 3) {
      throw new ShapeException(
          "expected images [batch, channels, height, width], got "
              + batch(sample)
              + (sample.rank() == 2
                  ? ". Grey images need a channel: use the input shape [1, "
                      + sample.dim(0)
                      + ", "
                      + sample.dim(1)
                      + "]."
                  : ". Put it before flatten() and dense layers."));
    }
  }

  /// Checks that a sample is a sequence [channels, steps].
  static void sequence(Shape sample) {
    if (sample.rank() != 2) {
      throw new ShapeException(
          "expected sequences [batch, channels, steps], got "
              + batch(sample)
              + (sample.rank() == 1
                  ? ". A single signal needs a channel: use the input shape [1, "
                      + sample.dim(0)
                      + "]."
                  : ". For images use the 2-D layers."));
    }
  }
}
