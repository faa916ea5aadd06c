package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.diagnose.OverfitCheck;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import org.jspecify.annotations.Nullable;

/// `%overfit MODEL DATA`: whether a few samples can be learnt by heart; short for
/// `OverfitCheck.of(model, data).run()`.
public final class OverfitMagic implements Magic<OverfitCheck.Result, OverfitMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model; it is not changed.") Model model,
      @Arg("Training data: a pair, a data set or a corpus.") Object data,
      @Option(value = "How many samples, from the first one.", byDefault = "50") int samples,
      @Option(value = "Epochs after which it gives up.", byDefault = "300") int epochs,
      @Option(value = "Samples of a step.", byDefault = "10") int batch,
      @Option(value = "How gradients change the weights.", byDefault = "adam") String optimizer,
      @Option("Learning rate; the optimizer's usual one unless given.") @Nullable Double lr) {}

  /// For ServiceLoader.
  public OverfitMagic() {}

  @Override
  public String name() {
    return "overfit";
  }

  @Override
  public String summary() {
    return "Checks that a copy of a model can learn a few samples by heart.";
  }

  @Override
  public Class<OverfitCheck.Result> resultType() {
    return OverfitCheck.Result.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public OverfitCheck.Result run(MagicCall<Options> call) {
    var o = call.options();
    var word = call.words().getOrDefault("data", "data");
    return OverfitCheck.of(o.model(), DataArgument.train(o.data(), word, o.model()))
        .samples(o.samples())
        .epochs(o.epochs())
        .batchSize(o.batch())
        .optimizer(OptimizerChoice.of(o.optimizer(), o.lr(), null, null))
        .run();
  }
}
