package dev.gradus.engine.internal;

import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// A model's step for one batch shape, ready to run: as a plan, or operation by operation where the
/// model cannot be recorded.
public interface Program {
  /// Where the batch goes.
  Slice input();

  /// Where the targets go.
  Slice target();

  /// Computes output and, if there is a loss, the loss.
  void forward();

  /// Computes the gradients of the parameters.
  void backward();

  /// What the model said.
  Slice output();

  /// The mean loss of the batch.
  double loss();

  /// The first layer with a number that is not finite, or null.
  @Nullable String firstNonFinite();
}
