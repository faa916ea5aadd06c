package dev.gradus.engine.data;

import dev.gradus.engine.Shape;

/// One of several inputs or outputs that lie one behind the other in a sample.
///
/// @param name as the model calls it
/// @param shape of one sample
public record Part(String name, Shape shape) {
  /// As `image [1, 28, 28]`.
  @Override
  public String toString() {
    return name + " " + shape;
  }
}
