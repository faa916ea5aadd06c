package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import java.util.function.UnaryOperator;

/// A layer from a Java function of tensors, without parameters:
///
/// ```java
/// lambda("swish", x -> x.mul(x.sigmoid()))
/// ```
///
/// The function is recorded anew for every step, so it may look at variables of the notebook; as
/// long as it does the same operations the step runs from the same plan. A function that reads
/// numbers of x makes the whole model run operation by operation.
///
/// Takes and gives what the function does.
///
/// Errors: GradusException for an empty name or a missing function; what the function throws.
///
/// Source: Keras' `Lambda`.
///
/// @param name its kind in the model: the layers are `swish_1`, `swish_2`
/// @param function what it does to a batch [batch, ...]
public record Lambda(String name, UnaryOperator<Tensor> function) implements LayerSpec {
  /// Refuses empty names.
  public Lambda {
    Named.check(name);
    Given.one("the function of the layer " + name, function);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    return Layer.of(function);
  }

  @Override
  public String kind() {
    return name;
  }

  @Override
  public String describe() {
    return "lambda(" + name + ")";
  }
}
