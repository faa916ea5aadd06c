package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;

/// How many numbers meet in one output of a layer, and how many outputs one input reaches.
///
/// @param in inputs that one output sums
/// @param out outputs that one input takes part in
public record Fan(int in, int out) {

  /// The fan of weights: [in, out] of a dense layer, [filters, channels, rows, columns] of a
  /// convolution.
  public static Fan of(Shape shape) {
    return switch (shape.rank()) {
      case 0 -> new Fan(1, 1);
      case 1 -> new Fan(Math.max(1, shape.dim(0)), Math.max(1, shape.dim(0)));
      case 2 -> new Fan(Math.max(1, shape.dim(0)), Math.max(1, shape.dim(1)));
      default -> {
        int field = Math.max(1, shape.rest().rest().size());
        yield new Fan(Math.max(1, shape.dim(1)) * field, Math.max(1, shape.dim(0)) * field);
      }
    };
  }
}
