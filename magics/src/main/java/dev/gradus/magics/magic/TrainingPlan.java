package dev.gradus.magics.magic;

import dev.gradus.engine.Context;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Metrics;
import dev.gradus.engine.Regularizers;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.text.Corpus;
import dev.gradus.engine.train.Metric;
import dev.gradus.engine.train.Trainer;
import dev.gradus.kernel.magic.MagicException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the options of `%train` mean as calls of a [Trainer].
final class TrainingPlan {
  private static final int EPOCHS = 5;
  private static final int BATCH = 32;

  private final TrainMagic.Options options;
  private final DataArgument.Parts parts;
  private final int batch;
  private final @Nullable Integer epochs;

  /// @param epochs in place of those of the options, or null
  TrainingPlan(TrainMagic.Options o, Map<String, String> words, @Nullable Integer epochs) {
    options = o;
    this.epochs = epochs == null ? o.epochs() : epochs;
    atLeastOne("--epochs", this.epochs == null ? 1 : this.epochs);
    atLeastOne("--steps", o.steps() == null ? 1 : o.steps());
    boolean text = o.data() instanceof Corpus || o.data() instanceof Corpus.Split;
    int usual = text ? DataArgument.ROWS : BATCH;
    batch = o.batch() == null ? usual : o.batch();
    atLeastOne("--batch", batch);
    parts = parts(words.getOrDefault("data", "data"));
  }

  private static void atLeastOne(String option, long value) {
    if (value < 1) {
      throw new MagicException(option + " must be at least 1, got " + value);
    }
  }

  /// Whether the data are a text.
  boolean text() {
    return parts.text();
  }

  /// The run, described.
  Trainer trainer() {
    var o = options;
    var trainer =
        o.model()
            .train(parts.train())
            .validation(parts.held())
            .batchSize(batch)
            .optimizer(OptimizerChoice.of(o.optimizer(), o.lr(), o.momentum(), o.weightDecay()))
            .shuffle(shuffled());
    if (epochs != null || o.steps() == null) {
      trainer.epochs(epochs == null ? EPOCHS : epochs);
    }
    if (o.steps() != null) {
      trainer.steps(o.steps());
    }
    if (o.seed() != null) {
      trainer.seed(o.seed());
    }
    if (o.schedule() != null) {
      trainer.schedule(ScheduleName.schedule(o.schedule(), passes(), steps()));
    }
    measure(trainer);
    restrain(trainer);
    return trainer;
  }

  private boolean shuffled() {
    if (options.shuffle() && options.noShuffle()) {
      throw new MagicException("--shuffle and --no-shuffle exclude each other. Leave one out");
    }
    boolean ordered = parts.text() && options.model().outputShape().rank() > 1;
    return options.shuffle() || (!options.noShuffle() && !ordered);
  }

  private int stepsPerEpoch() {
    return (parts.train().size() + batch - 1) / batch;
  }

  private int passes() {
    if (epochs != null) {
      return epochs;
    }
    var limit = options.steps();
    return limit == null ? EPOCHS : (int) ((limit + stepsPerEpoch() - 1) / stepsPerEpoch());
  }

  private long steps() {
    long all = (long) passes() * stepsPerEpoch();
    return options.steps() == null ? all : Math.min(all, options.steps());
  }

  private void measure(Trainer trainer) {
    if (options.loss() != null) {
      trainer.loss(Losses.named(options.loss()));
    }
    if (options.metrics() != null) {
      trainer.metrics(metrics(options.metrics()));
    }
    if (options.earlyStopping() != null) {
      trainer.earlyStopping(options.earlyStopping());
    }
  }

  /// Metrics by their names.
  ///
  /// @param names with commas between them
  static Metric[] metrics(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(name -> Metrics.named(name))
        .toArray(Metric[]::new);
  }

  private void restrain(Trainer trainer) {
    var o = options;
    if (o.clipNorm() != null) {
      trainer.clipNorm(o.clipNorm());
    }
    if (o.clipValue() != null) {
      trainer.clipValue(o.clipValue());
    }
    if (o.l1() != null && o.l2() != null) {
      trainer.regularizer(Regularizers.elasticNet(o.l1(), o.l2()));
    } else if (o.l1() != null) {
      trainer.regularizer(Regularizers.l1(o.l1()));
    } else if (o.l2() != null) {
      trainer.regularizer(Regularizers.l2(o.l2()));
    }
  }

  private DataArgument.Parts parts(String word) {
    var o = options;
    if (o.validation() instanceof Number share && o.data() instanceof Corpus corpus) {
      var split = corpus.split(1 - checked(share.doubleValue()));
      return DataArgument.parts(split, word, o.model(), batch);
    }
    var given = DataArgument.parts(o.data(), word, o.model(), batch);
    return switch (o.validation()) {
      case null -> given;
      case Dataset held -> given.held(held);
      case DatasetPair pair -> given.held(pair.test());
      case Corpus corpus -> given.held(corpus.batches(o.model(), batch));
      case Number share -> split(given.train(), checked(share.doubleValue()), given.text());
      default ->
          throw new MagicException(
              "--validation takes a data set, a corpus or a share between 0 and 1, as 0.1");
    };
  }

  private static double checked(double share) {
    if (!(share > 0 && share < 1)) {
      throw new MagicException(
          "--validation must be above 0 and below 1 as a share of the data, got " + share);
    }
    return share;
  }

  private DataArgument.Parts split(Dataset data, double share, boolean text) {
    long seed = options.seed() == null ? Context.current().seed() : options.seed();
    var split = data.split(1 - share, seed);
    return new DataArgument.Parts(split.train(), split.test(), text);
  }
}
