package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import org.jspecify.annotations.Nullable;

/// Keeps the state of the run while it goes on, so that it can be resumed after a crash.
public final class Checkpoint implements Callback {
  private final StateStore store;
  private final int every;
  private final boolean steps;
  private final @Nullable Monitor monitor;

  /// After every so many epochs.
  ///
  /// @param every 1 for each epoch
  public Checkpoint(StateStore store, int every) {
    this(store, every, false, null);
  }

  private Checkpoint(StateStore store, int every, boolean steps, @Nullable Monitor monitor) {
    if (every < 1) {
      throw new GradusException("a checkpoint is made every 1 or more epochs, got " + every + ".");
    }
    this.store = store;
    this.every = every;
    this.steps = steps;
    this.monitor = monitor;
  }

  /// After every so many steps.
  public static Checkpoint everySteps(StateStore store, int every) {
    return new Checkpoint(store, every, true, null);
  }

  /// After every epoch in which a number became better, so that the store holds the best state.
  ///
  /// @param monitor as `validation loss`
  public static Checkpoint best(StateStore store, String monitor) {
    return new Checkpoint(store, 1, false, new Monitor(monitor, 0));
  }

  @Override
  public void onStart(TrainingRun run) {
    if (monitor != null) {
      monitor.start("the checkpoint", run);
    }
  }

  @Override
  public void onStep(TrainingRun run, TrainingEvent.StepDone step) {
    if (steps && run.step() % every == 0) {
      store.save(run.state());
    }
  }

  @Override
  public void onEpoch(TrainingRun run, History.Epoch epoch) {
    if (!steps && epoch.number() % every == 0 && (monitor == null || monitor.improves(epoch))) {
      store.save(run.state());
    }
  }

  @Override
  public Memory save() {
    return monitor == null ? Memory.none() : new Memory(new double[] {monitor.best()}, null);
  }

  @Override
  public void restore(Memory memory) {
    if (monitor != null) {
      monitor.best(memory.numbers()[0]);
    }
  }
}
