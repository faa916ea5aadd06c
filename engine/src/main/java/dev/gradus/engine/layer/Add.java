package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;

/// The sum of tensors of one shape: y = a + b + ....
///
/// Takes inputs of one shape [batch, ...] and gives that shape; nothing is broadcast.
///
/// Errors: ShapeException for shapes that differ.
///
/// Source: He, Zhang, Ren, Sun, CVPR 2016, eq. 1; Keras' `Add`.
public record Add() implements JoinSpec {
  @Override
  public Join build(List<Shape> inputs, Initializers init) {
    Shapes.same("sum", inputs);
    return Join.fixed(x -> x.stream().reduce(Tensor::add).orElseThrow());
  }

  @Override
  public boolean transparent() {
    return true;
  }
}
