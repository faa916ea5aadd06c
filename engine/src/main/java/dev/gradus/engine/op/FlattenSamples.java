package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;

/// Every sample becomes one row: x [batch, ...], y [batch, features].
///
/// Gradient: dy under the shape of x.
///
/// Errors: ShapeException for a single number, rank 0.
///
/// Source: `torch.flatten` with start_dim 1; Keras' `Flatten`.
public record FlattenSamples() implements View {

  @Override
  public String name() {
    return "flatten";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (x.rank() == 0) {
      throw new ShapeException(
          "expected [batch, ...], got a single number " + x + ". Reshape it to [1, 1].");
    }
    return Shape.of(x.dim(0), Dims.product(x, 1, x.rank()));
  }
}
