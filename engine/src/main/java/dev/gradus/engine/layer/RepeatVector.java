package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.RepeatSteps;

/// The same features at every step: [batch, features] becomes [batch, steps, features], so that a
/// recurrent layer can make a sequence of one vector.
///
/// Errors: GradusException for less than 1 step; ShapeException for a sample that is not
/// `[features]`.
///
/// Source: Keras' `RepeatVector`.
///
/// @param steps how often the features are repeated
public record RepeatVector(int steps) implements LayerSpec {

  /// Checks the number of steps.
  public RepeatVector {
    Sizes.positive("repeatVector", "steps", steps);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() != 1) {
      throw new ShapeException(
          "expected [batch, features], got "
              + Shapes.batch(input)
              + ". Put lastStep() or flatten() before it.");
    }
    var op = new RepeatSteps(steps);
    return Layer.fixed(x -> Tensor.apply(op, x));
  }

  @Override
  public String describe() {
    return "repeatVector(" + steps + ")";
  }
}
