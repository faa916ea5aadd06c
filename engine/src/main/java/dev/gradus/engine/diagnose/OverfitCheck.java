package dev.gradus.engine.diagnose;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.Adam;
import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.TrainingRun;
import java.util.Locale;

/// Whether a model can learn a few samples by heart: if not, something is wrong with code, first
/// weights or learning rate. A copy of the model is trained, without dropout, noise, penalties and
/// constraints; the model itself is not changed.
///
/// Errors: GradusException for a number of samples or steps below 1.
///
/// Source: notes to Stanford's CS231n, "Sanity checks".
public final class OverfitCheck {
  private final Model model;
  private final Dataset data;
  private int samples = 50;
  private int epochs = 300;
  private int batchSize = 10;
  private Optimizer optimizer = new Adam(1e-3);

  private OverfitCheck(Model model, Dataset data) {
    this.model = model;
    this.data = data;
  }

  /// With 50 samples, at most 300 epochs, batches of 10, Adam with rate 1e-3.
  public static OverfitCheck of(Model model, Dataset data) {
    return new OverfitCheck(model, data);
  }

  /// How many samples, from the first one.
  public OverfitCheck samples(int count) {
    samples = positive("samples", count);
    return this;
  }

  /// After how many epochs it gives up.
  public OverfitCheck epochs(int most) {
    epochs = positive("epochs", most);
    return this;
  }

  /// Samples of a step.
  public OverfitCheck batchSize(int count) {
    batchSize = positive("batchSize", count);
    return this;
  }

  /// How to learn; without weight decay.
  public OverfitCheck optimizer(Optimizer chosen) {
    optimizer = chosen;
    return this;
  }

  private static int positive(String what, int n) {
    if (n < 1) {
      throw new GradusException(what + " must be at least 1, got " + n + ".");
    }
    return n;
  }

  /// What came out.
  ///
  /// @param passed whether all samples were learnt: all classes right, or a loss of at most 1 % of
  ///   the first one if there are no classes
  /// @param samples how many
  /// @param epochs how many it took
  /// @param loss at the end
  /// @param accuracy at the end; NaN without classes
  /// @param advice what to do, in a sentence
  /// @param history of the training
  public record Result(
      boolean passed,
      int samples,
      int epochs,
      double loss,
      double accuracy,
      String advice,
      History history) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: %d samples, %d epochs, loss %.4f%s. %s",
          passed ? "passed" : "FAILED",
          samples,
          epochs,
          loss,
          Double.isNaN(accuracy)
              ? ""
              : String.format(Locale.ROOT, ", accuracy %.1f %%", 100 * accuracy),
          advice);
    }
  }

  /// Trains the copy.
  public Result run() {
    var few = data.take(Math.min(samples, data.size()));
    var copy = Bare.copy(model);
    double first = copy.evaluate(few).loss();
    var trainer =
        copy.train(few)
            .optimizer(optimizer)
            .batchSize(Math.min(batchSize, few.size()))
            .epochs(epochs)
            .validation(few)
            .callback(
                new Callback() {
                  @Override
                  public boolean comparesWeights() {
                    return false;
                  }

                  @Override
                  public void onEpoch(TrainingRun run, History.Epoch epoch) {
                    if (learnt(epoch.validationLoss(), epoch.validationAccuracy(), first)) {
                      run.stop("all samples are learnt");
                    }
                  }
                });
    try {
      trainer.run();
    } catch (NumericException e) {
      return result(copy, few, first, e.getMessage());
    }
    return result(copy, few, first, "");
  }

  private static Result result(Model copy, Dataset few, double first, String failure) {
    var end = copy.evaluate(few);
    boolean passed = failure.isEmpty() && learnt(end.loss(), end.accuracy(), first);
    var history = copy.history().orElseThrow();
    var advice =
        passed
            ? "The model can learn."
            : failure.isEmpty()
                ? "The model cannot learn a few samples by heart: check layers, first weights and"
                    + " labels, then another learning rate."
                : failure;
    return new Result(
        passed, few.size(), history.epochs().size(), end.loss(), end.accuracy(), advice, history);
  }

  private static boolean learnt(double loss, double accuracy, double first) {
    return Double.isNaN(accuracy) ? loss <= 0.01 * first : accuracy >= 1;
  }
}
