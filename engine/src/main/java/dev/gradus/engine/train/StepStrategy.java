package dev.gradus.engine.train;

import dev.gradus.engine.internal.Program;
import java.util.List;

/// What a step does with a batch: one way for optimizers that follow the gradient of a batch,
/// another for those that look at all data several times.
interface StepStrategy {
  /// What a step found.
  ///
  /// @param loss with the penalty
  /// @param penalty what regularizers added
  /// @param norm length of the gradient before clipping, or NaN
  record Found(double loss, double penalty, double norm) {}

  /// Changes the weights once.
  ///
  /// @param program holds the batch
  /// @param step number of the step, from 1
  /// @param rate the learning rate of this step
  /// @param undo is told before weights change in a way that may fail
  /// @param measure looks at what the program made of the batch; what it throws ends the step
  /// @throws dev.gradus.engine.NumericException if a number is not finite; the caller restores what
  ///   [Undo] holds
  Found step(Program program, long step, double rate, Undo undo, Runnable measure);

  /// What is remembered between steps, copied.
  List<float[]> save();

  /// Puts back what [#save()] gave.
  void restore(List<float[]> buffers);

  /// Whether what is remembered belongs to the last finished step: not after a failure in the
  /// middle of an update.
  boolean intact();
}
