package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;

/// The sum of tensors of one shape: y = a + b + ....
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
