package dev.gradus.magics.magic;

import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.diagnose.GradientCheck;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import org.jspecify.annotations.Nullable;

/// `%gradcheck MODEL DATA`: gradients against differences; short for `GradientCheck.of(model,
/// data).run()`.
public final class GradientCheckMagic
    implements Magic<GradientCheck.Result, GradientCheckMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model; its weights stay as they are.") Model model,
      @Arg("Training data: a pair, a data set or a corpus.") Object data,
      @Option(value = "Samples that the loss is over.", byDefault = "4") int samples,
      @Option(value = "Numbers of every parameter that are compared.", byDefault = "20")
          int numbers,
      @Option("The loss; what suits the data unless given.") @Nullable String loss) {}

  /// For ServiceLoader.
  public GradientCheckMagic() {}

  @Override
  public String name() {
    return "gradcheck";
  }

  @Override
  public String summary() {
    return "Compares the gradients of a model with differences of its loss.";
  }

  @Override
  public Class<GradientCheck.Result> resultType() {
    return GradientCheck.Result.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public GradientCheck.Result run(MagicCall<Options> call) {
    var o = call.options();
    var word = call.words().getOrDefault("data", "data");
    var check =
        GradientCheck.of(o.model(), DataArgument.train(o.data(), word, o.model()))
            .samples(o.samples())
            .numbers(o.numbers());
    if (o.loss() != null) {
      check.loss(Losses.named(o.loss()));
    }
    return check.run();
  }
}
