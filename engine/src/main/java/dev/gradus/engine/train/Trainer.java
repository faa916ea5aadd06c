package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.Parameters;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Program;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.List;
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
/// An interrupted run keeps the weights of the last finished step and its history
/// ([Model#history()]).
public final class Trainer {
  private static final long SHUFFLE = 0x5348554646L;

  private final Model model;
  private final Dataset data;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private Optimizer optimizer = new Adam(1e-3);
  private Loss loss;
  private int batchSize = 32;
  private int epochs = 5;
  private @Nullable Dataset validation;
  private boolean shuffle = true;
  private long seed;

  /// Use [Model#train(Dataset)].
  public Trainer(Model model, Dataset data) {
    this.model = model;
    this.data = data;
    this.loss = Evaluator.lossFor(data);
    this.seed = model.seed();
  }

  /// How gradients change the weights.
  public Trainer optimizer(Optimizer chosen) {
    optimizer = chosen;
    return this;
  }

  /// What is made small.
  public Trainer loss(Loss chosen) {
    loss = chosen;
    return this;
  }

  /// Samples of one step.
  public Trainer batchSize(int samples) {
    batchSize = positive("batchSize", samples);
    return this;
  }

  /// Passes over the data.
  public Trainer epochs(int passes) {
    epochs = positive("epochs", passes);
    return this;
  }

  /// Data to measure after every epoch; null for none.
  public Trainer validation(@Nullable Dataset held) {
    validation = held;
    return this;
  }

  /// Whether the order is drawn anew for every epoch.
  public Trainer shuffle(boolean on) {
    shuffle = on;
    return this;
  }

  /// The seed of order and dropout; the model's by default.
  public Trainer seed(long number) {
    seed = number;
    return this;
  }

  /// Someone who hears of every step and epoch.
  public Trainer listener(TrainingListener one) {
    listeners.add(one);
    return this;
  }

  private static int positive(String what, int n) {
    if (n < 1) {
      throw new GradusException(what + " must be at least 1, got " + n + ".");
    }
    return n;
  }

  /// Trains.
  ///
  /// @throws dev.gradus.engine.ShapeException if model and data do not fit; nothing is changed
  /// @throws InterruptedRunException if the thread is interrupted
  /// @throws NumericException if the loss is no finite number; the weights are those before that
  ///   step
  public History run() {
    Evaluator.check(model, data, loss);
    var held = validation;
    if (held != null) {
      Evaluator.check(model, held, loss);
    }
    if (data.size() == 0) {
      throw new GradusException("there are no samples to train on.");
    }
    int steps = (data.size() + batchSize - 1) / batchSize;
    var history = new History(model.name(), loss.name(), steps);
    model.history(history);
    tell(new TrainingEvent.Started(epochs, steps, data.size(), history));
    var reason = TrainingEvent.Reason.FAILED;
    try {
      new Run(history).all();
      reason = TrainingEvent.Reason.FINISHED;
    } catch (InterruptedRunException e) {
      reason = TrainingEvent.Reason.INTERRUPTED;
      throw new InterruptedRunException(
          "training was interrupted after "
              + history.epochs().size()
              + " epochs and "
              + history.steps()
              + " steps. The weights and the history are kept.",
          e);
    } finally {
      history.ended(reason);
      tell(new TrainingEvent.Ended(history, reason));
    }
    return history;
  }

  private void tell(TrainingEvent event) {
    for (var listener : listeners) {
      listener.on(event);
    }
  }

  /// One run: what lives from its first step to its last.
  private final class Run {
    private final History history;
    private final Parameters parameters = model.parameters();
    private final List<Parameters.Range> ranges = parameters.trainable();
    private final List<Slice[]> states = new ArrayList<>();
    private final Buffers buffers = new Buffers(parameters);
    private long step;

    Run(History history) {
      this.history = history;
      var backend = model.device().backend();
      for (var range : ranges) {
        var state = new Slice[optimizer.memory()];
        for (int i = 0; i < state.length; i++) {
          state[i] = Slice.of(backend.allocate(range.count()));
        }
        states.add(state);
      }
    }

    void all() {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        epoch(epoch);
      }
    }

    private void epoch(int epoch) {
      var order = order(epoch);
      long start = System.nanoTime();
      double total = 0;
      long correct = 0;
      int seen = 0;
      for (int at = 0, number = 1; at < order.length; at += batchSize, number++) {
        int n = Math.min(batchSize, order.length - at);
        var program = program(n);
        Evaluator.gather(data, order, at, n, program);
        int stepNumber = number;
        double batchLoss = buffers.guard(() -> step(program, epoch, stepNumber));
        seen += n;
        total += batchLoss * n;
        correct += loss.classifies() ? Evaluator.correct(model, program, n) : 0;
        double accuracy = loss.classifies() ? (double) correct / seen : Double.NaN;
        tell(new TrainingEvent.StepDone(epoch, number, batchLoss, total / seen, accuracy, seen));
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      double accuracy = loss.classifies() ? (double) correct / seen : Double.NaN;
      finish(epoch, total / seen, accuracy, seconds);
    }

    private void finish(int epoch, double meanLoss, double accuracy, double seconds) {
      var held = validation;
      var measured =
          held == null
              ? new Evaluation(Double.NaN, Double.NaN, 0)
              : Evaluator.evaluate(model, held, loss);
      var done =
          new History.Epoch(
              epoch, meanLoss, accuracy, measured.loss(), measured.accuracy(), seconds);
      history.epoch(done);
      tell(new TrainingEvent.EpochDone(done));
    }

    private Program program(int n) {
      return model
          .programs()
          .train(model.inputShape().prepend(n), Evaluator.targetShape(data, n), loss);
    }

    private double step(Program program, int epoch, int number) {
      model.programs().step(Philox.key(seed, model.stepsTrained()));
      program.forward();
      double value = program.loss();
      if (!Double.isFinite(value)) {
        throw notFinite(program, value, epoch, number);
      }
      program.backward();
      step++;
      var backend = model.device().backend();
      for (int i = 0; i < ranges.size(); i++) {
        var range = ranges.get(i);
        optimizer.step(
            backend,
            step,
            parameters.values().part(range.from(), range.count()),
            parameters.gradients().part(range.from(), range.count()),
            states.get(i));
      }
      model.stepTrained();
      history.step(value);
      return value;
    }

    private NumericException notFinite(Program program, double value, int epoch, int number) {
      var where = program.firstNonFinite();
      return new NumericException(
          "the loss became "
              + value
              + " at epoch "
              + epoch
              + ", step "
              + number
              + (where == null ? "" : ", first in " + where)
              + ". The weights are those before this step. Most often the learning rate ("
              + optimizer.learningRate()
              + ") is too high: try a tenth of it.");
    }

    private int[] order(int epoch) {
      if (shuffle) {
        return new Philox(Philox.key(seed, SHUFFLE), epoch).permutation(data.size());
      }
      var order = new int[data.size()];
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      return order;
    }
  }
}
