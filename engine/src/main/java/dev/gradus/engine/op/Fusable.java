package dev.gradus.engine.op;

import dev.gradus.engine.backend.Activation;

/// An operation that can apply an activation to its result in the same pass.
public interface Fusable extends Op {
  /// The activation it applies now.
  Activation activation();

  /// The same operation with an activation.
  Op withActivation(Activation activation);

  /// Whether it can apply this one; all of them by default.
  default boolean canApply(Activation activation) {
    return true;
  }
}
