package dev.gradus.engine.train;

/// What happens while a model trains, in order: [Started], then [StepDone]s and an [EpochDone] for
/// every epoch, then [Ended].
public sealed interface TrainingEvent {

  /// Training begins.
  ///
  /// @param epochs passes that were asked for
  /// @param stepsPerEpoch batches of a pass
  /// @param samples samples of a pass
  /// @param history fills as training goes on
  record Started(int epochs, int stepsPerEpoch, int samples, History history)
      implements TrainingEvent {}

  /// The weights were changed once.
  ///
  /// @param epoch from 1
  /// @param step within the epoch, from 1
  /// @param loss mean loss of the batch
  /// @param epochLoss mean loss of the epoch so far
  /// @param epochAccuracy accuracy of the epoch so far; NaN if the loss does not classify
  /// @param samplesSeen of this epoch
  record StepDone(
      int epoch, int step, double loss, double epochLoss, double epochAccuracy, int samplesSeen)
      implements TrainingEvent {}

  /// A pass over the data is finished and validated.
  record EpochDone(History.Epoch epoch) implements TrainingEvent {}

  /// Training ends, whatever the reason.
  ///
  /// @param reason why
  record Ended(History history, Reason reason) implements TrainingEvent {}

  /// Why training ended.
  enum Reason {
    /// All epochs were run.
    FINISHED,
    /// The thread was interrupted.
    INTERRUPTED,
    /// The loss was not a number any more, or something else failed.
    FAILED
  }
}
