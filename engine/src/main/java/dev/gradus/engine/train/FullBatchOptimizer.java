package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import java.util.function.DoubleSupplier;

/// An optimizer that measures the loss along its way, and therefore needs the same loss every time:
/// that of all samples at once, without dropout.
public interface FullBatchOptimizer extends Optimizer {
  @Override
  FullBatchOptimizer learningRate(double rate);

  /// One iteration: several evaluations, one step. Afterwards the gradients are those at the new
  /// weights.
  ///
  /// @param weights changed in place
  /// @param gradients where `evaluate` leaves the gradients
  /// @param state [#memory()] buffers as long as the weights, zero at first; the iteration may
  ///   change their order in the array
  /// @param evaluate computes loss and gradients at the current weights and returns the loss
  /// @return the loss at the new weights; that at the old ones if no step made it smaller
  double iterate(
      Backend backend, Slice weights, Slice gradients, Slice[] state, DoubleSupplier evaluate);
}
