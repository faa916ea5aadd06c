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
  /// @param finishedSteps steps before this, if a run is resumed; 0 by default
  record Started(int epochs, int stepsPerEpoch, int samples, History history, long finishedSteps)
      implements TrainingEvent {
    /// From the beginning.
    public Started(int epochs, int stepsPerEpoch, int samples, History history) {
      this(epochs, stepsPerEpoch, samples, history, 0);
    }
  }

  /// The weights were changed once.
  ///
  /// @param epoch from 1
  /// @param step within the epoch, from 1
  /// @param loss mean loss of the batch with the penalty
  /// @param epochLoss mean loss of the epoch so far
  /// @param epochAccuracy accuracy of the epoch so far; NaN if the loss does not classify
  /// @param samplesSeen of this epoch
  /// @param learningRate of this step; NaN by default
  /// @param penalty part of the loss that regularizers added; 0 by default
  /// @param gradientNorm length of the whole gradient before it was clipped; NaN if not clipping,
  ///   the default
  record StepDone(
      int epoch,
      int step,
      double loss,
      double epochLoss,
      double epochAccuracy,
      int samplesSeen,
      double learningRate,
      double penalty,
      double gradientNorm)
      implements TrainingEvent {
    /// Without the numbers of rate, penalty and gradient.
    public StepDone(
        int epoch, int step, double loss, double epochLoss, double epochAccuracy, int samplesSeen) {
      this(epoch, step, loss, epochLoss, epochAccuracy, samplesSeen, Double.NaN, 0, Double.NaN);
    }
  }

  /// A pass over the data is finished and validated.
  ///
  /// @param epoch what was measured
  record EpochDone(History.Epoch epoch) implements TrainingEvent {}

  /// Training ends, whatever the reason.
  ///
  /// @param history what was measured until then
  /// @param reason why
  record Ended(History history, Reason reason) implements TrainingEvent {}

  /// Why training ended.
  enum Reason {
    /// All epochs were run, or a callback stopped; see [History#stopped()].
    FINISHED,
    /// The thread was interrupted.
    INTERRUPTED,
    /// The loss was not a number any more, or something else failed.
    FAILED
  }
}
