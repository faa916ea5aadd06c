package dev.gradus.magics.magic;

import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.diagnose.UpdateRatios;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Charts;
import dev.gradus.magics.figure.Figure;
import org.jspecify.annotations.Nullable;

/// `%updates MODEL DATA`: how large steps are against the weights, layer by layer. It trains a copy
/// for some steps; the model stays as it is. For a run of your own add `new UpdateRatios()` with
/// `.callback(ratios)` and draw `updates(ratios)`.
public final class UpdatesMagic implements Magic<Figure, UpdatesMagic.Options> {
  private static final int BATCH = 32;

  /// What can be asked for.
  public record Options(
      @Arg("The model; it is not changed.") Model model,
      @Arg("Data: a pair, whose training part is used, a data set or a corpus.") Object data,
      @Option(value = "How many steps are tried.", byDefault = "50") int steps,
      @Option(value = "The optimizer.", byDefault = "adam") String optimizer,
      @Option("Learning rate; the optimizer's usual one unless given.") @Nullable Double lr,
      @Option("Samples of a step; 32, or 20 rows of a corpus, unless given.")
          @Nullable Integer batch,
      @Option("What is made small; what suits the data unless given.") @Nullable String loss,
      @Option(
              value = "A chart that shows its values under the pointer, where Vega-Lite is drawn.",
              choices = "vega")
          @Nullable String as) {}

  /// For ServiceLoader.
  public UpdatesMagic() {}

  @Override
  public String name() {
    return "updates";
  }

  @Override
  public String summary() {
    return "Shows how large steps are against the weights, with the usual band.";
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
    if (o.steps() < 1) {
      throw new MagicException("--steps must be at least 1, got " + o.steps());
    }
    var word = call.words().getOrDefault("data", "data");
    int rows = o.batch() == null ? DataArgument.ROWS : o.batch();
    var parts = DataArgument.parts(o.data(), word, o.model(), rows);
    var copy = o.model().named(o.model().name()).on(o.model().device());
    var ratios = new UpdateRatios();
    var trainer =
        copy.train(parts.train())
            .optimizer(OptimizerChoice.of(o.optimizer(), o.lr(), null, null))
            .batchSize(o.batch() == null && !parts.text() ? BATCH : rows)
            .steps(o.steps())
            .callback(ratios);
    if (o.loss() != null) {
      trainer.loss(Losses.named(o.loss()));
    }
    trainer.run();
    return FormArgument.of(Charts.updates(ratios), o.as());
  }
}
