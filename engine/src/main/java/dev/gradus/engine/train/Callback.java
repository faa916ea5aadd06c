package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import org.jspecify.annotations.Nullable;

/// Takes part in a training run: looks at it after every step and epoch and may stop it or change
/// its learning rate. Called on the training thread, in the order in which callbacks were added,
/// after the listeners. What it throws ends the run.
///
/// A callback that remembers something between epochs gives it out in [#save()] and takes it back
/// in [#restore(Memory)], so that a resumed run goes on as if it had never stopped.
public interface Callback {
  /// What a callback remembers.
  ///
  /// @param numbers any numbers
  /// @param weights all weights of the model, as [dev.gradus.engine.Parameters#snapshot()] gives
  ///   them, or null
  record Memory(double[] numbers, float @Nullable [] weights) {
    /// Nothing.
    public static Memory none() {
      return new Memory(new double[0], null);
    }

    /// The numbers: a list of `count`, and of no other length.
    ///
    /// @param who names the callback in the error
    /// @throws GradusException if it remembers more or fewer, as after a damaged or foreign file
    public double[] numbers(String who, int count) {
      if (numbers.length != count) {
        throw new GradusException(
            who
                + " remembers "
                + count
                + " numbers, the state to go on from has "
                + numbers.length
                + ". Describe the run with the same callbacks in the same order, or train anew with"
                + " run().");
      }
      return numbers;
    }
  }

  /// The run begins: forget what was. A resumed run calls [#restore(Memory)] next.
  default void onStart(TrainingRun run) {}

  /// The weights were changed once. The gradients of the step are still in place.
  default void onStep(TrainingRun run, TrainingEvent.StepDone step) {}

  /// A pass over the data is finished, validated and part of the history.
  default void onEpoch(TrainingRun run, History.Epoch epoch) {}

  /// The run ends, whatever the reason.
  default void onEnd(TrainingRun run, TrainingEvent.Reason reason) {}

  /// Whether it may ask for [TrainingRun#weightsBefore()]: the run then copies all weights before
  /// every step. Say false to save that.
  default boolean comparesWeights() {
    return true;
  }

  /// What it remembers, copied.
  default Memory save() {
    return Memory.none();
  }

  /// Puts back what [#save()] gave.
  default void restore(Memory memory) {}
}
