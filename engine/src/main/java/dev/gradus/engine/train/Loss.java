package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;

/// What training makes small.
public interface Loss {
  /// The mean loss of a batch.
  ///
  /// @param output what the model says, [batch, ...]
  /// @param target what is right: class indices [batch], or numbers shaped like the output
  Tensor of(Tensor output, Tensor target);

  /// A short name, as `cross-entropy`.
  String name();

  /// Whether targets are class indices, so that accuracy makes sense.
  boolean classifies();

  /// Whether a score above 0 says yes and targets are yes or no, so that the labels 0 and 1 of two
  /// classes can be targets of an output `[1]`.
  default boolean binary() {
    return false;
  }

  /// The shape of the targets that go with results of a shape, for one sample: a single number for
  /// a class, otherwise the shape of the result.
  default Shape targetShape(Shape output) {
    return classifies() ? Shape.of() : output;
  }
}
