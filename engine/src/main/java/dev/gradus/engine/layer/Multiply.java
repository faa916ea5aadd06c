package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;

/// The product of tensors of one shape, element by element: y = a b ....
///
/// Takes inputs of one shape [batch, ...] and gives that shape; nothing is broadcast.
///
/// Errors: ShapeException for shapes that differ.
///
/// Source: Keras' `Multiply`.
public record Multiply() implements JoinSpec {
  @Override
  public Join build(List<Shape> inputs, Initializers init) {
    Shapes.same("product", inputs);
    return Join.fixed(x -> x.stream().reduce(Tensor::mul).orElseThrow());
  }

  @Override
  public boolean transparent() {
    return false;
  }
}
