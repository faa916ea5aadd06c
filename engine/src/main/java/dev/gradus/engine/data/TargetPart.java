package dev.gradus.engine.data;

import dev.gradus.engine.Shape;

/// One of the targets of a sample.
///
/// @param shape of its numbers, `[]` for one
/// @param classes among how many classes they tell, 0 if they are no classes
public record TargetPart(Shape shape, int classes) {
  /// Whether its numbers are class indices.
  public boolean isClassification() {
    return classes > 0;
  }
}
