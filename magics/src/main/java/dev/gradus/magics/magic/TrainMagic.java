package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.Trainer;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import dev.gradus.magics.internal.Checkpoints;
import dev.gradus.magics.internal.LiveTraining;
import dev.gradus.magics.internal.SessionState;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `%train MODEL DATA`: trains and shows how it goes; short for
/// `model.train(data).epochs(..).batchSize(..).optimizer(..).validation(..).run()`.
public final class TrainMagic implements Magic<History, TrainMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model to train.") Model model,
      @Arg("A pair (trains on train(), validates on test()), a data set or a corpus.") Object data,
      @Option("Passes over the data; 5, or as many as --steps needs, unless given.")
          @Nullable Integer epochs,
      @Option("Ends after so many steps.") @Nullable Long steps,
      @Option("Samples of a step; 32, or 20 rows of a corpus, unless given.")
          @Nullable Integer batch,
      @Option(
              value = "How gradients change the weights.",
              byDefault = "adam",
              choices = {"sgd", "adaGrad", "rmsProp", "adadelta", "adam", "adamW", "lbfgs"})
          String optimizer,
      @Option("Learning rate; the optimizer's usual one unless given.") @Nullable Double lr,
      @Option("Share of the last step that is kept, for sgd and rmsProp.")
          @Nullable Double momentum,
      @Option("Shrinks weights at every step, for sgd and adamW.") @Nullable Double weightDecay,
      @Option("The learning rate over time, as cosine or stepDecay(0.5,10).")
          @Nullable String schedule,
      @Option("What is made small, as cross_entropy; what suits the data unless given.")
          @Nullable String loss,
      @Option("Further numbers to measure, as f1,top_5.") @Nullable String metrics,
      @Option("Longest length of the whole gradient.") @Nullable Double clipNorm,
      @Option("Largest size of a number of the gradient.") @Nullable Double clipValue,
      @Option("Penalty on the sizes of weights.") @Nullable Double l1,
      @Option("Penalty on the squares of weights, halved.") @Nullable Double l2,
      @Option("Stops after so many epochs without a lower validation loss.")
          @Nullable Integer earlyStopping,
      @Option("Data to validate on, or the share of the data to set aside, as 0.1.")
          @Nullable Object validation,
      @Option("Seed of order and dropout; the model's unless given.") @Nullable Long seed,
      @Option("Draw the order of the samples anew for every epoch, also that of a corpus.")
          boolean shuffle,
      @Option("Keep the order of the samples.") boolean noShuffle,
      @Option("Go on with the model's last run, described as before.") boolean resume,
      @Option("Show nothing while training.") boolean quiet) {}

  /// The last call of a session, for `%resume`.
  static final class Last {
    private volatile @Nullable Described described;

    static Last of(Session session) {
      return session.attribute(Last.class, Last::new);
    }

    @Nullable Described described() {
      return described;
    }
  }

  /// A training run as it was written.
  record Described(Options options, Map<String, String> words) {}

  /// For ServiceLoader.
  public TrainMagic() {}

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "Trains a model and shows its progress and loss curve.";
  }

  @Override
  public Class<History> resultType() {
    return History.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public History run(MagicCall<Options> call) {
    var o = call.options();
    var described = new Described(o, call.words());
    return run(described, o.epochs(), o.resume(), o.quiet(), call.outputs(), call.session());
  }

  /// Runs what was described.
  static History run(
      Described described,
      @Nullable Integer epochs,
      boolean resume,
      boolean quiet,
      Outputs outputs,
      Session session) {
    var plan = new TrainingPlan(described.options(), described.words(), epochs);
    var trainer = plan.trainer();
    SessionState.of(session).trained(described.options().model());
    Last.of(session).described = described;
    var checkpoints = Checkpoints.of(session);
    checkpoints.callback().ifPresent(trainer::callback);
    boolean lost = resume && described.options().model().trainingState().isEmpty();
    var file = lost ? checkpoints.written().orElse(null) : null;
    if (quiet) {
      return go(trainer, resume, file);
    }
    try (var live = new LiveTraining(outputs, plan.text())) {
      trainer.listener(live);
      return go(trainer, resume, file);
    }
  }

  /// Runs, goes on, or goes on with what a file has kept.
  private static History go(Trainer trainer, boolean resume, @Nullable Path file) {
    if (file != null) {
      return trainer.resume(file);
    }
    return resume ? trainer.resume() : trainer.run();
  }
}
