package dev.gradus.engine.internal;

import dev.gradus.engine.Shape;

/// A built layer that knows the shape of its result from when it was built. What is made of layers
/// need not be recorded once more for that, at every level of nesting anew.
public interface Sized {
  /// The shape of the result for one sample.
  ///
  /// @param sample the shape that the layer was built for
  Shape output(Shape sample);
}
