package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [Trainer] was told.
final class Settings {
  private static final int EPOCHS = 5;
  private static final int BATCH = 32;

  final Model model;
  final Dataset data;
  final List<TrainingListener> listeners = new ArrayList<>();
  final List<Callback> callbacks = new ArrayList<>();
  final List<RateFactor> factors = new ArrayList<>();
  Optimizer optimizer = new Adam(1e-3);
  Loss loss;
  List<Metric> metrics = List.of();
  @Nullable Integer batchSize;
  @Nullable Integer epochs;
  long steps = Long.MAX_VALUE;
  @Nullable Dataset validation;
  boolean shuffle = true;
  boolean dropLast;
  boolean guard = true;
  long seed;
  @Nullable Schedule schedule;
  @Nullable Regularizer regularizer;
  double clipNorm = Double.POSITIVE_INFINITY;
  double clipValue = Double.POSITIVE_INFINITY;

  Settings(Model model, Dataset data) {
    this.model = model;
    this.data = data;
    this.loss = Evaluator.lossFor(model, data);
    this.seed = model.seed();
  }

  /// Passes to run: as many as the number of steps needs, if only that was given.
  int epochs() {
    var given = epochs;
    if (given != null) {
      return given;
    }
    return steps == Long.MAX_VALUE
        ? EPOCHS
        : (int) Math.min(Integer.MAX_VALUE, (steps + stepsPerEpoch() - 1) / stepsPerEpoch());
  }

  /// Samples of a step: all of them, if the optimizer wants that.
  int batchSize() {
    var given = batchSize;
    return optimizer instanceof FullBatchOptimizer ? data.size() : given == null ? BATCH : given;
  }

  int stepsPerEpoch() {
    int size = batchSize();
    return dropLast ? data.size() / size : (data.size() + size - 1) / size;
  }

  /// Samples of an epoch.
  int samples() {
    return dropLast ? stepsPerEpoch() * batchSize() : data.size();
  }

  void check() {
    Evaluator.check(model, data, loss);
    var held = validation;
    if (held != null) {
      Evaluator.check(model, held, loss);
    }
    if (optimizer instanceof FullBatchOptimizer) {
      FullBatchStep.check(this);
    }
    if (data.size() == 0) {
      throw new GradusException("there are no samples to train on.");
    }
    if (stepsPerEpoch() == 0) {
      throw new GradusException(
          "no step is left: the data "
              + data.name()
              + " have "
              + data.size()
              + " samples, fewer than the batch size "
              + batchSize()
              + ", and dropLast() leaves out smaller batches. Use a smaller batch size.");
    }
  }

  /// Whether an accuracy is counted.
  boolean counts() {
    return Evaluator.counts(loss, data);
  }

  /// Refuses a state of another run.
  void checkFits(TrainingState state) {
    var position = state.position();
    int callbackCount = state.callbacks().size();
    fits("the weights", state.weights().length, model.parameters().size());
    fits("the number of samples", position.samples(), data.size());
    fits("the batch size", position.batchSize(), batchSize());
    fits("the number of callbacks", callbackCount, callbacks.size());
    fits("the steps per epoch", state.history().stepsPerEpoch(), stepsPerEpoch());
    if (!state.optimizer().equals(optimizer.name())
        || state.optimizerBuffers().size() != optimizer.memory()) {
      throw new GradusException(
          "the state was taken with the optimizer "
              + state.optimizer()
              + " and "
              + state.optimizerBuffers().size()
              + " numbers for each weight, this run has "
              + optimizer.name()
              + " with "
              + optimizer.memory()
              + ". Use the same optimizer.");
    }
  }

  private static void fits(String what, int then, int now) {
    if (then != now) {
      throw new GradusException(
          "the state does not fit this run: "
              + what
              + " was "
              + then
              + " and is "
              + now
              + ". Describe the run as before, then resume.");
    }
  }

  /// How steps are made.
  StepStrategy strategy() {
    return optimizer instanceof FullBatchOptimizer all
        ? new FullBatchStep(this, all)
        : new GradientStep(this);
  }

  /// The learning rate of a step, counted from 0.
  double rate(long step) {
    double base = optimizer.learningRate();
    var chosen = schedule;
    if (chosen == null) {
      return base;
    }
    double rate = chosen.rate(base, step, (double) step / stepsPerEpoch());
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "the schedule gave the learning rate "
              + rate
              + " for step "
              + step
              + ". It must be a number of at least 0.");
    }
    return rate;
  }
}
