package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.train.History;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import org.jspecify.annotations.Nullable;

/// `%resume`: goes on with the session's last `%train`; short for the same description with
/// `resume()` at the end.
public final class ResumeMagic implements Magic<History, ResumeMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model; the one trained last unless given.") @Nullable Model model,
      @Option("Passes over the data in all, to train longer.") @Nullable Integer epochs,
      @Option("Show nothing while training.") boolean quiet) {}

  /// For ServiceLoader.
  public ResumeMagic() {}

  @Override
  public String name() {
    return "resume";
  }

  @Override
  public String summary() {
    return "Goes on with the training run that was last, interrupted or ended.";
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
    var last = TrainMagic.Last.of(call.session()).described();
    if (last == null || (o.model() != null && o.model() != last.options().model())) {
      var model = call.words().getOrDefault("model", "model");
      throw new MagicException(
          (last == null
                  ? "nothing was trained with %train in this session"
                  : model + " is not the model that %train trained last")
              + ". Describe its run as before: %train "
              + model
              + " data --resume");
    }
    return TrainMagic.run(last, o.epochs(), true, o.quiet(), call.outputs(), call.session());
  }
}
