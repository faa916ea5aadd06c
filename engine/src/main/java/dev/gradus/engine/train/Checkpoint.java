package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.io.TrainingFile;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps the state of the run while it goes on, so that it can be resumed after a crash: in a
/// [StateStore], or with the model in a file, which [Trainer#resume(Path)] reads. A file is written
/// all or nothing: after a crash it holds the state before.
///
/// Errors: GradusException for a number of epochs or steps below 1.
public final class Checkpoint implements Callback {
  private final Consumer<TrainingRun> keep;
  private final int every;
  private final boolean steps;
  private final @Nullable Monitor monitor;

  /// After every so many epochs.
  ///
  /// @param every 1 for each epoch
  public Checkpoint(StateStore store, int every) {
    this(into(store), every, false, null);
  }

  /// After every so many epochs, in a file that is written anew each time.
  ///
  /// @param every 1 for each epoch
  public Checkpoint(Path file, int every) {
    this(into(file), every, false, null);
  }

  private static Consumer<TrainingRun> into(StateStore store) {
    return run -> store.save(run.state());
  }

  private static Consumer<TrainingRun> into(Path file) {
    return run -> TrainingFile.write(file, run.model(), run.state());
  }

  private Checkpoint(
      Consumer<TrainingRun> keep, int every, boolean steps, @Nullable Monitor monitor) {
    if (every < 1) {
      throw new GradusException("a checkpoint is made every 1 or more epochs, got " + every + ".");
    }
    this.keep = keep;
    this.every = every;
    this.steps = steps;
    this.monitor = monitor;
  }

  /// After every so many steps.
  public static Checkpoint everySteps(StateStore store, int every) {
    return new Checkpoint(into(store), every, true, null);
  }

  /// After every so many steps, in a file.
  public static Checkpoint everySteps(Path file, int every) {
    return new Checkpoint(into(file), every, true, null);
  }

  /// After every epoch in which a number became better, so that the store holds the best state.
  ///
  /// @param monitor as `validation loss`
  public static Checkpoint best(StateStore store, String monitor) {
    Given.one("the name of the number", monitor);
    return new Checkpoint(into(store), 1, false, new Monitor(monitor, 0));
  }

  /// After every epoch in which a number became better, so that the file holds the best state.
  ///
  /// @param monitor as `validation loss`
  public static Checkpoint best(Path file, String monitor) {
    Given.one("the name of the number", monitor);
    return new Checkpoint(into(file), 1, false, new Monitor(monitor, 0));
  }

  @Override
  public boolean comparesWeights() {
    return false;
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
      keep.accept(run);
    }
  }

  @Override
  public void onEpoch(TrainingRun run, History.Epoch epoch) {
    if (!steps && epoch.number() % every == 0 && (monitor == null || monitor.improves(epoch))) {
      keep.accept(run);
    }
  }

  @Override
  public Memory save() {
    return monitor == null ? Memory.none() : new Memory(new double[] {monitor.best()}, null);
  }

  @Override
  public void restore(Memory memory) {
    if (monitor != null) {
      monitor.best(memory.numbers("a checkpoint of the best epoch", 1)[0]);
    }
  }
}
