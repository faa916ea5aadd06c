package dev.gradus.magics.magic;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.train.Adam;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.Sgd;
import dev.gradus.engine.train.Trainer;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.internal.LiveTraining;
import dev.gradus.magics.internal.SessionState;
import org.jspecify.annotations.Nullable;

/// `%train MODEL DATA`: trains and shows how it goes; short for
/// `model.train(data).epochs(..).batchSize(..).optimizer(..).validation(..).run()`.
public final class TrainMagic implements Magic<History, TrainMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model to train.") Model model,
      @Arg("A pair (trains on train(), validates on test()) or a data set.") Object data,
      @Option(value = "Passes over the data.", byDefault = "5") int epochs,
      @Option(value = "Samples of a step.", byDefault = "32") int batch,
      @Option(
              value = "How gradients change the weights.",
              byDefault = "adam",
              choices = {"adam", "sgd"})
          String optimizer,
      @Option("Learning rate; 1e-3 for adam and 1e-2 for sgd unless given.") @Nullable Double lr,
      @Option("Share of the last step that is kept, for sgd.") @Nullable Double momentum,
      @Option("Data to validate on, or the share of the data to set aside, as 0.1.")
          @Nullable Object validation,
      @Option("Seed of order and dropout; the model's unless given.") @Nullable Long seed,
      @Option("Keep the order of the samples.") boolean noShuffle,
      @Option("Show nothing while training.") boolean quiet) {}

  /// Training data and, perhaps, data to validate on.
  private record Parts(Dataset train, @Nullable Dataset held) {}

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
    var trainer = trainer(call);
    SessionState.of(call.session()).trained(call.options().model());
    if (call.options().quiet()) {
      return trainer.run();
    }
    try (var live = new LiveTraining(call.outputs())) {
      return trainer.listener(live).run();
    }
  }

  private static Trainer trainer(MagicCall<Options> call) {
    var o = call.options();
    atLeastOne("--epochs", o.epochs());
    atLeastOne("--batch", o.batch());
    var parts = parts(call);
    var trainer =
        o.model()
            .train(parts.train())
            .validation(parts.held())
            .epochs(o.epochs())
            .batchSize(o.batch())
            .optimizer(optimizer(o))
            .shuffle(!o.noShuffle());
    return o.seed() == null ? trainer : trainer.seed(o.seed());
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new MagicException(option + " must be at least 1, got " + value);
    }
  }

  private static Optimizer optimizer(Options o) {
    return switch (o.optimizer()) {
      case "adam" -> {
        if (o.momentum() != null) {
          throw new MagicException(
              "--momentum is for sgd; adam keeps its own averages. Leave it out, or use --optimizer"
                  + " sgd");
        }
        yield new Adam(o.lr() == null ? 1e-3 : o.lr());
      }
      case "sgd" -> {
        var plain = new Sgd(o.lr() == null ? 1e-2 : o.lr());
        yield o.momentum() == null ? plain : plain.momentum(o.momentum());
      }
      default ->
          throw new MagicException(
              "there is no optimizer " + o.optimizer() + ". Choose adam or sgd");
    };
  }

  private static Parts parts(MagicCall<Options> call) {
    var o = call.options();
    var given =
        switch (o.data()) {
          case DatasetPair pair -> new Parts(pair.train(), pair.test());
          case Dataset data -> new Parts(data, null);
          default ->
              throw new MagicException(
                  call.words().getOrDefault("data", "data")
                      + " is a "
                      + o.data().getClass().getSimpleName()
                      + ", not data to train on. Give a DatasetPair, as %dataset digits declares, or"
                      + " a Dataset");
        };
    return switch (o.validation()) {
      case null -> given;
      case Dataset held -> new Parts(given.train(), held);
      case DatasetPair pair -> new Parts(given.train(), pair.test());
      case Number share -> split(given.train(), share.doubleValue(), seed(o));
      default ->
          throw new MagicException(
              "--validation takes a data set or a share between 0 and 1, as 0.1");
    };
  }

  private static long seed(Options o) {
    return o.seed() == null ? Context.current().seed() : o.seed();
  }

  private static Parts split(Dataset data, double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new MagicException(
          "--validation must be above 0 and below 1 as a share of the data, got " + share);
    }
    var split = data.split(1 - share, seed);
    return new Parts(split.train(), split.test());
  }
}
