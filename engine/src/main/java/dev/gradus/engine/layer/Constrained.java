package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.train.Constraint;

/// A layer whose weights keep a rule in training; see [LayerSpec#constrained]. Parameters of rank 0
/// and 1, as biases, are exempt.
///
/// Takes and gives what the layer does.
///
/// Errors: GradusException for a missing rule or layer; what the layer refuses.
///
/// Source: the papers at the rules; Keras' `kernel_constraint`.
///
/// @param rule for every weight of rank 2 or more
/// @param spec the layer
public record Constrained(Constraint rule, LayerSpec spec) implements Wrapping {
  /// Checks that there is one.
  public Constrained {
    Given.one("the constraint", rule);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    var layer = spec.build(input, init);
    layer.parameters().stream()
        .filter(w -> w.shape().rank() > 1 && !w.isBuffer())
        .forEach(w -> w.constraint(rule));
    return layer;
  }

  @Override
  public String describe() {
    return spec.describe() + "." + rule.describe();
  }
}
