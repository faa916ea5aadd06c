package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;
import java.util.stream.Collectors;

/// Shapes of samples in the words of messages.
final class Shapes {
  private Shapes() {}

  /// As `[batch, 16, 5, 5]`.
  static String batch(Shape sample) {
    return sample.rank() == 0 ? "[batch]" : "[batch, " + sample.toString().substring(1);
  }

  /// As `[batch, 8] and [batch, 4]`.
  static String all(List<Shape> samples) {
    return samples.stream().map(Shapes::batch).collect(Collectors.joining(" and "));
  }

  /// Checks that all samples have one shape.
  static void same(String what, List<Shape> samples) {
    if (samples.stream().distinct().count() != 1) {
      throw new ShapeException(
          "the "
              + what
              + " needs inputs of one shape, got "
              + all(samples)
              + ". Bring them to one shape, for instance with dense(...) or conv2d(..., 1).");
    }
  }

  /// Checks that a sample has a last dimension of its own.
  static void rows(Shape sample) {
    if (sample.rank() == 0) {
      throw new ShapeException(
          "expected [batch, ..., classes], got [batch]: a single number is no row of scores. Put"
              + " dense(classes) before it, with the input shape [1].");
    }
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
