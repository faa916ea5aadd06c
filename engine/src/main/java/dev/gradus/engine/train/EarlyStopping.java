package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import org.jspecify.annotations.Nullable;

/// Stops training when a number has not become better for some epochs, and puts back the weights of
/// the best epoch, also when all epochs were run. An interrupted run keeps the weights of its last
/// step.
///
/// Defaults: the validation loss, and any improvement counts.
///
/// Errors: GradusException for a patience below 1 or a least improvement that is negative; when the
/// run starts, for a number that this run does not measure.
///
/// Source: Prechelt, "Early stopping - but when?", 1998.
public final class EarlyStopping implements Callback {
  private final int patience;
  private final Monitor monitor;
  private int waited;
  private float @Nullable [] best;

  /// Watches the validation loss.
  ///
  /// @param patience epochs without a better value after which to stop
  public EarlyStopping(int patience) {
    this(patience, 0, "validation loss");
  }

  /// Watches any number of the epochs.
  ///
  /// @param patience epochs without a better value after which to stop
  /// @param minDelta a value is better if it is so by more than this, 0 by default
  /// @param monitor as `validation loss`, `validation accuracy` or the name of a metric
  public EarlyStopping(int patience, double minDelta, String monitor) {
    if (patience < 1) {
      throw new GradusException(
          "patience must be at least 1, got "
              + patience
              + ". It is the number of epochs without a better value.");
    }
    this.patience = patience;
    this.monitor = new Monitor(monitor, minDelta);
  }

  @Override
  public boolean comparesWeights() {
    return false;
  }

  @Override
  public void onStart(TrainingRun run) {
    monitor.start("early stopping", run);
    waited = 0;
    best = null;
  }

  @Override
  public void onEpoch(TrainingRun run, History.Epoch epoch) {
    if (monitor.improves(epoch)) {
      waited = 0;
      best = run.model().parameters().snapshot();
    } else if (++waited >= patience) {
      run.stop(
          "no better "
              + monitor.name()
              + " for "
              + waited
              + (waited == 1 ? " epoch" : " epochs")
              + "; the weights are the best ones");
    }
  }

  @Override
  public void onEnd(TrainingRun run, TrainingEvent.Reason reason) {
    if (reason == TrainingEvent.Reason.FINISHED && best != null) {
      run.model().parameters().restore(best);
    }
  }

  @Override
  public Memory save() {
    var kept = best;
    return new Memory(new double[] {waited, monitor.best()}, kept == null ? null : kept.clone());
  }

  @Override
  public void restore(Memory memory) {
    var numbers = memory.numbers("early stopping", 2);
    waited = (int) numbers[0];
    monitor.best(numbers[1]);
    var kept = memory.weights();
    best = kept == null ? null : kept.clone();
  }
}
