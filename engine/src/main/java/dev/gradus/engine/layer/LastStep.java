package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;

/// The last step of a sequence: [batch, steps, ...] becomes [batch, ...]. After a recurrent layer
/// this is the state after the last real step also for padded sequences, since padding carries the
/// state over.
///
/// Errors: ShapeException for a sample that is not [steps, ...] with at least 1 step.
///
/// Source: what Keras' layers give without `return_sequences`.
public record LastStep() implements LayerSpec {

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() < 2 || input.dim(0) == 0) {
      throw new ShapeException(
          "expected sequences [batch, steps, ...], got "
              + Shapes.batch(input)
              + ". After a recurrent layer without returnSequences() there is nothing to choose.");
    }
    return Layer.fixed(x -> {
      int steps = x.shape().dim(1);
      var sample = x.shape().rest().rest().prepend(x.shape().dim(0));
      return x.narrow(1, steps - 1, steps).reshape(sample.dims());
    });
  }
}
