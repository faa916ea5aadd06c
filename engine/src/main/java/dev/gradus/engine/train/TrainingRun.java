package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.backend.Slice;
import java.util.Set;

/// A training run that is going on, as callbacks see it.
public interface TrainingRun {
  /// What is trained.
  Model model();

  /// What was measured so far.
  History history();

  /// The epoch that goes on, from 1; in [Callback#onEpoch] already the next one.
  int epoch();

  /// Finished steps of this epoch.
  int stepInEpoch();

  /// Finished steps of the whole run, those before a resumption included.
  long step();

  /// The learning rate of the last step, or of the first one before it.
  double learningRate();

  /// Multiplies the learning rate of all steps to come, on top of optimizer and schedule.
  void scaleRate(double factor);

  /// Ends the run after this step or epoch as if it were finished.
  ///
  /// @param why a sentence's end, as `no better validation loss for 5 epochs`
  void stop(String why);

  /// Everything needed to go on from the last finished step later.
  TrainingState state();

  /// All weights as they were before the last step, laid out as
  /// [dev.gradus.engine.Parameters#values()]. Overwritten by the next step.
  ///
  /// @throws dev.gradus.engine.GradusException if no callback [Callback#comparesWeights()]
  Slice weightsBefore();

  /// The names under which epochs have numbers, as `loss` and `validation accuracy`.
  Set<String> measures();
}
