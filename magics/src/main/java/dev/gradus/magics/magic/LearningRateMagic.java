package dev.gradus.magics.magic;

import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.diagnose.LearningRateFinder;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import org.jspecify.annotations.Nullable;

/// `%lr_find MODEL DATA`: loss against learning rate; short for
/// `learningRates(LearningRateFinder.of(model, data).run())`.
public final class LearningRateMagic implements Magic<Figure, LearningRateMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model; its weights stay as they are.") Model model,
      @Arg("Training data: a pair, a data set or a corpus.") Object data,
      @Option(value = "The optimizer whose rate is looked for.", byDefault = "adam")
          String optimizer,
      @Option(value = "The first rate.", byDefault = "1e-6") double from,
      @Option(value = "The last rate.", byDefault = "10") double to,
      @Option(value = "How many rates are tried.", byDefault = "100") int steps,
      @Option("Samples of a step; 32, or 20 rows of a corpus, unless given.")
          @Nullable Integer batch,
      @Option("What is made small; what suits the data unless given.") @Nullable String loss,
      @Option(
              value = "A chart that shows its values under the pointer, where Vega-Lite is drawn.",
              choices = "vega")
          @Nullable String as) {}

  /// For ServiceLoader.
  public LearningRateMagic() {}

  @Override
  public String name() {
    return "lr_find";
  }

  @Override
  public String summary() {
    return "Tries growing learning rates and plots the loss against them.";
  }

  @Override
  public Class<Figure> resultType() {
    return Figure.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Figure run(MagicCall<Options> call) {
    var o = call.options();
    var word = call.words().getOrDefault("data", "data");
    int rows = o.batch() == null ? DataArgument.ROWS : o.batch();
    var parts = DataArgument.parts(o.data(), word, o.model(), rows);
    var finder =
        LearningRateFinder.of(o.model(), parts.train())
            .optimizer(Optimizers.named(o.optimizer()))
            .range(o.from(), o.to())
            .steps(o.steps());
    if (o.batch() != null || parts.text()) {
      finder.batchSize(rows);
    }
    if (o.loss() != null) {
      finder.loss(Losses.named(o.loss()));
    }
    return FormArgument.of(Figures.learningRates(finder.run()), o.as());
  }
}
