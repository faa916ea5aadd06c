package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.io.TrainingFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A training run being described, then run:
///
/// ```java
/// var history = lenet.train(data).optimizer(adam(1e-3)).batchSize(64).epochs(3).validation(test).run();
/// ```
///
/// Defaults: Adam with rate 1e-3, batches of 32, 5 epochs, shuffled anew for every epoch, the loss
/// that suits the data.
///
/// A step: forward, loss plus penalties, backward, gradients of the penalties, clipping by value,
/// then by norm, the optimizer at the rate of the schedule, constraints. The loss that is reported
/// for training data includes the penalties, as in Keras; PyTorch users add them by hand. The loss
/// on validation data does not include them.
///
/// An interrupted run keeps the weights of the last finished step and its history
/// ([Model#history()]); the same run described again goes on from there with [#resume()].
public final class Trainer {
  private final Settings settings;
  private @Nullable Run current;

  /// Use [Model#train(Dataset)].
  public Trainer(Model model, Dataset data) {
    settings = new Settings(model, data);
  }

  /// How gradients change the weights.
  public Trainer optimizer(Optimizer chosen) {
    settings.optimizer = Given.one("the optimizer", chosen);
    return this;
  }

  /// What is made small.
  public Trainer loss(Loss chosen) {
    settings.loss = Given.one("the loss", chosen);
    return this;
  }

  /// Samples of one step.
  ///
  /// @throws GradusException if it is below 1
  public Trainer batchSize(int samples) {
    settings.batchSize = positive("batchSize", samples);
    return this;
  }

  /// Leaves out the last batch of an epoch if it is smaller than the others.
  public Trainer dropLast() {
    settings.dropLast = true;
    return this;
  }

  /// Passes over the data.
  ///
  /// @throws GradusException if it is below 1
  public Trainer epochs(int passes) {
    settings.epochs = positive("epochs", passes);
    return this;
  }

  /// Ends after so many steps, also within an epoch; without [#epochs(int)] as many epochs are run
  /// as that needs.
  ///
  /// @throws GradusException if it is below 1
  public Trainer steps(long limit) {
    if (limit < 1) {
      throw new GradusException("steps must be at least 1, got " + limit + ".");
    }
    settings.steps = limit;
    return this;
  }

  /// Data to measure after every epoch; null for none.
  public Trainer validation(@Nullable Dataset held) {
    settings.validation = held;
    return this;
  }

  /// Whether the order is drawn anew for every epoch.
  public Trainer shuffle(boolean on) {
    settings.shuffle = on;
    return this;
  }

  /// The seed of order and dropout; the model's by default.
  public Trainer seed(long number) {
    settings.seed = number;
    return this;
  }

  /// The learning rate over time; the optimizer's own rate is its base.
  public Trainer schedule(Schedule rates) {
    settings.schedule = Given.one("the schedule", rates);
    return this;
  }

  /// Multiplies the learning rate of some layers: 0 keeps them as they are, 0.1 lets them learn
  /// slowly. Of several that match a layer the longest prefix counts.
  ///
  /// @param layers a layer's name, as `conv2d_1`, or how several names begin, as `conv2d`
  public Trainer learningRate(String layers, double factor) {
    settings.factors.add(new RateFactor(Given.one("the name of the layers", layers), factor));
    return this;
  }

  /// A penalty on all trained weights of rank 2 or more (not biases), besides those that layers
  /// have of their own. The mean over an epoch is [History.Epoch#penalty()].
  public Trainer regularizer(Regularizer penalty) {
    settings.regularizer = Given.one("the regularizer", penalty);
    return this;
  }

  /// Makes the whole gradient at most this long: times norm / (length + 1e-6) if it is longer.
  ///
  /// @throws GradusException if it is not above 0
  public Trainer clipNorm(double norm) {
    settings.clipNorm = aboveZero("clipNorm", norm);
    return this;
  }

  /// Cuts every number of the gradient to [-value, value], before [#clipNorm(double)].
  ///
  /// @throws GradusException if it is not above 0
  public Trainer clipValue(double value) {
    settings.clipValue = aboveZero("clipValue", value);
    return this;
  }

  /// Further numbers to measure, on training data while an epoch runs and on validation data.
  public Trainer metrics(Metric... chosen) {
    settings.metrics = Given.all("metric", chosen);
    return this;
  }

  /// Whether gradients and new weights are checked, too, for numbers that are not finite; on by
  /// default. The loss always is.
  public Trainer nanGuard(boolean on) {
    settings.guard = on;
    return this;
  }

  /// Someone who hears of every step and epoch.
  public Trainer listener(TrainingListener one) {
    settings.listeners.add(Given.one("the listener", one));
    return this;
  }

  /// Callbacks that take part in the run, after those given before.
  public Trainer callback(Callback... more) {
    settings.callbacks.addAll(Given.all("callback", more));
    return this;
  }

  /// Stops when the validation loss has not become lower for so many epochs, and puts back the best
  /// weights; see [EarlyStopping].
  public Trainer earlyStopping(int patience) {
    return callback(new EarlyStopping(patience));
  }

  /// Multiplies the learning rate when the validation loss has not become lower for so many epochs;
  /// see [ReduceOnPlateau].
  public Trainer reduceOnPlateau(double factor, int patience) {
    return callback(new ReduceOnPlateau(factor, patience));
  }

  /// Keeps the state after every so many epochs; see [Checkpoint].
  public Trainer checkpoint(StateStore store, int every) {
    return callback(new Checkpoint(store, every));
  }

  /// Keeps model and state in a file after every so many epochs, for [#resume(Path)].
  public Trainer checkpoint(Path file, int every) {
    return callback(new Checkpoint(file, every));
  }

  private static int positive(String what, int n) {
    if (n < 1) {
      throw new GradusException(what + " must be at least 1, got " + n + ".");
    }
    return n;
  }

  private static double aboveZero(String what, double x) {
    if (!(x > 0)) {
      throw new GradusException(what + " must be above 0, got " + x + ". Usual is 1 or 5.");
    }
    return x;
  }

  /// Trains.
  ///
  /// @throws dev.gradus.engine.ShapeException if model and data do not fit; nothing is changed
  /// @throws InterruptedRunException if the thread is interrupted
  /// @throws NumericException if loss, a gradient or a new weight is no finite number; the weights
  ///   are those before that step
  public History run() {
    return run(null);
  }

  /// Goes on with the model's last run, which was interrupted or ended: describe it as before
  /// (perhaps with more epochs). The result has the same bits as an uninterrupted run.
  ///
  /// @throws GradusException if the model has not been trained
  public History resume() {
    return resume(
        settings
            .model
            .trainingState()
            .orElseThrow(() ->
                new GradusException(
                    "there is no run to resume: the model has not been trained, or its last step"
                        + " failed. Call run().")));
  }

  /// Goes on from a state; see [#resume()].
  ///
  /// @throws GradusException if the state belongs to another model, optimizer, batch size, data
  ///   size or list of callbacks; nothing is changed
  public History resume(TrainingState state) {
    return run(state);
  }

  /// Goes on from a file that a [Checkpoint] wrote: with a model loaded from it, or any model of
  /// the same layers, whose weights are overwritten. See [#resume()].
  ///
  /// @throws dev.gradus.engine.DataException if the file is missing or damaged, or its weights do
  ///   not fit the model
  public History resume(Path file) {
    return resume(TrainingFile.state(Given.one("the path", file), settings.model));
  }

  /// The state after the last finished step of the run that goes on or has ended.
  ///
  /// @throws GradusException if there was no run
  public TrainingState state() {
    var run = current;
    if (run == null) {
      throw new GradusException("there is no state before run().");
    }
    return run.state();
  }

  private History run(@Nullable TrainingState from) {
    settings.check();
    if (from != null) {
      settings.checkFits(from);
    }
    var model = settings.model;
    int steps = settings.stepsPerEpoch();
    var history =
        from == null
            ? new History(model.name(), settings.loss.name(), steps)
            : History.of(from.history());
    var run = new Run(settings, history, from);
    current = run;
    model.history(history);
    run.tell(
        new TrainingEvent.Started(
            settings.epochs(), steps, settings.samples(), history, run.step()));
    var reason = TrainingEvent.Reason.FAILED;
    try {
      run.all();
      reason = TrainingEvent.Reason.FINISHED;
    } catch (InterruptedRunException e) {
      reason = TrainingEvent.Reason.INTERRUPTED;
      throw interrupted(history, e);
    } finally {
      run.ends(reason);
      model.trainingState(run.intact() ? run.state() : null);
      run.ended(reason);
    }
    return history;
  }

  private static InterruptedRunException interrupted(History history, InterruptedRunException e) {
    return new InterruptedRunException(
        "training was interrupted after "
            + history.epochs().size()
            + " epochs and "
            + history.steps()
            + " steps. The weights and the history are kept; resume() goes on.",
        e);
  }
}
