package dev.gradus.engine.train;

import java.util.List;

/// Everything needed to go on with a training run later, to the same bits: plain values that a file
/// can hold. Taken after any step with [TrainingRun#state()] or [Trainer#state()].
///
/// The settings of the run (data, optimizer, schedule, callbacks, batch size) are not part of it:
/// describe the run again in the same way, then call [Trainer#resume(TrainingState)]. On the
/// reference device, which computes in double precision, weights are kept as floats.
///
/// @param position how far the run has come
/// @param sums what was added up in the unfinished epoch
/// @param weights all weights and buffers of the model
/// @param optimizer name of the optimizer
/// @param optimizerBuffers what the optimizer remembers, one array for every number per weight
/// @param callbacks what the callbacks remember, in order
/// @param history what was measured so far
public record TrainingState(
    Position position,
    Sums sums,
    float[] weights,
    String optimizer,
    List<float[]> optimizerBuffers,
    List<Callback.Memory> callbacks,
    History.Snapshot history) {

  /// How far a run has come.
  ///
  /// @param seed of order and random masks
  /// @param samples of the data
  /// @param batchSize samples of a step
  /// @param epoch the epoch that goes on, from 1
  /// @param stepInEpoch finished steps of it
  /// @param step finished steps of the run
  /// @param modelSteps finished steps of the model, earlier runs included
  /// @param rate learning rate of the last step
  /// @param rateScale what callbacks made of the learning rate
  /// @param callbacksDone how many callbacks have heard of the last finished epoch
  public record Position(
      long seed,
      int samples,
      int batchSize,
      int epoch,
      int stepInEpoch,
      long step,
      long modelSteps,
      double rate,
      double rateScale,
      int callbacksDone) {}

  /// What was added up in an unfinished epoch.
  ///
  /// @param loss loss times targets
  /// @param penalty penalty times targets
  /// @param norm sum of the gradients' norms
  /// @param correct rightly classified
  /// @param counted targets
  /// @param seen samples
  /// @param seconds time so far
  /// @param metrics what the metrics counted, in order; empty for one that cannot say
  public record Sums(
      double loss,
      double penalty,
      double norm,
      long correct,
      long counted,
      int seen,
      double seconds,
      List<double[]> metrics) {}
}
