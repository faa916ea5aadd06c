package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;

/// The dot product of two rows of features: y = sum over i of `a[i]` `b[i]`, one number for a
/// sample. Takes two inputs [batch, features], gives [batch, 1].
///
/// Errors: ShapeException for another number of inputs, or inputs of other rank or size.
///
/// Source: Keras' `Dot(axes=1)`.
public record Dot() implements JoinSpec {
  @Override
  public Join build(List<Shape> inputs, Initializers init) {
    Shapes.same("dot product", inputs);
    if (inputs.size() != 2 || inputs.getFirst().rank() != 1) {
      throw new ShapeException(
          "expected two inputs [batch, features], got "
              + Shapes.all(inputs)
              + ". Use flatten() before it.");
    }
    return Join.fixed(x -> {
      var product = x.get(0).mul(x.get(1));
      return product.sum(-1).reshape(product.shape().dim(0), 1);
    });
  }
}
