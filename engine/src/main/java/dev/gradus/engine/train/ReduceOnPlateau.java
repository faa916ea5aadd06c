package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;

/// Multiplies the learning rate when a number has not become better for some epochs.
///
/// rate = max(least rate, factor * rate). Defaults: the validation loss, any improvement counts, no
/// least rate.
///
/// Errors: GradusException for a factor outside 0 .. 1, a patience below 1, or a negative least
/// rate.
///
/// Source: Keras' `ReduceLROnPlateau`.
public final class ReduceOnPlateau implements Callback {
  private final double factor;
  private final int patience;
  private final double minRate;
  private final Monitor monitor;
  private int waited;

  /// Watches the validation loss; the rate may fall without end.
  ///
  /// @param factor what the rate is multiplied with, above 0 and below 1
  /// @param patience epochs without a better value before that
  public ReduceOnPlateau(double factor, int patience) {
    this(factor, patience, 0, 0, "validation loss");
  }

  /// Watches any number of the epochs.
  ///
  /// @param factor what the rate is multiplied with, above 0 and below 1
  /// @param patience epochs without a better value before that
  /// @param minRate the rate does not fall below this
  /// @param minDelta a value is better if it is so by more than this
  /// @param monitor as `validation loss`, `validation accuracy` or the name of a metric
  public ReduceOnPlateau(
      double factor, int patience, double minRate, double minDelta, String monitor) {
    if (!(factor > 0 && factor < 1)) {
      throw new GradusException(
          "the factor must be above 0 and below 1, got "
              + factor
              + ". 0.1 makes the learning rate ten times smaller.");
    }
    if (patience < 1) {
      throw new GradusException("patience must be at least 1, got " + patience + ".");
    }
    Rates.check(minRate);
    this.factor = factor;
    this.patience = patience;
    this.minRate = minRate;
    this.monitor = new Monitor(monitor, minDelta);
  }

  @Override
  public boolean comparesWeights() {
    return false;
  }

  @Override
  public void onStart(TrainingRun run) {
    monitor.start("the reduction of the learning rate", run);
    waited = 0;
  }

  @Override
  public void onEpoch(TrainingRun run, History.Epoch epoch) {
    if (monitor.improves(epoch)) {
      waited = 0;
    } else if (++waited >= patience) {
      waited = 0;
      double rate = run.learningRate();
      if (rate > minRate) {
        run.scaleRate(Math.max(factor, minRate / rate));
      }
    }
  }

  @Override
  public Memory save() {
    return new Memory(new double[] {waited, monitor.best()}, null);
  }

  @Override
  public void restore(Memory memory) {
    var numbers = memory.numbers("reducing the rate on a plateau", 2);
    waited = (int) numbers[0];
    monitor.best(numbers[1]);
  }
}
