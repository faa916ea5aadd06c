package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;

/// The mean of tensors of one shape: y = (a + b + ...) / n.
///
/// Takes inputs of one shape [batch, ...] and gives that shape; nothing is broadcast.
///
/// Errors: ShapeException for shapes that differ.
///
/// Source: Keras' `Average`.
public record Average() implements JoinSpec {
  @Override
  public Join build(List<Shape> inputs, Initializers init) {
    Shapes.same("mean", inputs);
    return Join.fixed(x -> x.stream().reduce(Tensor::add).orElseThrow().mul(1.0 / x.size()));
  }

  @Override
  public boolean transparent() {
    return true;
  }
}
