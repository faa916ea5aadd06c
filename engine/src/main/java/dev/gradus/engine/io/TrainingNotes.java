package dev.gradus.engine.io;

import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.engine.train.TrainingState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a training state has beside its large arrays, as a file keeps it.
///
/// @param callbacks the numbers that each callback remembers
/// @param growing names of the numbers that should grow, sorted
record TrainingNotes(
    TrainingState.Position position,
    TrainingState.Sums sums,
    String optimizer,
    List<double[]> callbacks,
    String model,
    String lossName,
    int stepsPerEpoch,
    List<History.Epoch> epochs,
    List<String> growing,
    @Nullable String stopped,
    TrainingEvent.Reason reason) {

  static TrainingNotes of(TrainingState state) {
    var history = state.history();
    return new TrainingNotes(
        state.position(),
        state.sums(),
        state.optimizer(),
        state.callbacks().stream().map(Callback.Memory::numbers).toList(),
        history.model(),
        history.lossName(),
        history.stepsPerEpoch(),
        history.epochs(),
        history.higherIsBetter().stream().sorted().toList(),
        history.stopped(),
        history.reason());
  }

  /// The history with the measurements of every step.
  History.Snapshot history(float[] losses, double[] rates, float[] norms) {
    return new History.Snapshot(
        model,
        lossName,
        stepsPerEpoch,
        epochs,
        losses,
        rates,
        norms,
        Set.copyOf(growing),
        stopped,
        reason);
  }

  /// What is wrong with the numbers, or null: a run must be able to start from them.
  @Nullable String flaw(int steps) {
    boolean epochsFit = position.epoch() >= 1 && position.epoch() == epochs.size() + 1;
    if (!epochsFit) {
      return "it is in epoch " + position.epoch() + " after " + epochs.size() + " finished ones";
    }
    if (stepsPerEpoch < 1 || position.stepInEpoch() < 0 || position.stepInEpoch() > stepsPerEpoch) {
      return "it is at step " + position.stepInEpoch() + " of " + stepsPerEpoch;
    }
    if (position.step() != steps || position.modelSteps() < 0) {
      return "it is at step " + position.step() + ", but has measured " + steps;
    }
    boolean heard =
        position.callbacksDone() >= 0
            && position.callbacksDone() <= callbacks.size()
            && (position.callbacksDone() == callbacks.size() || !epochs.isEmpty());
    return heard ? null : position.callbacksDone() + " of its callbacks have heard of the epoch";
  }
}
