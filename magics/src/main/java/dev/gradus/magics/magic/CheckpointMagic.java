package dev.gradus.magics.magic;

import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.internal.Checkpoints;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `%checkpoint FILE`: from here on `%train` keeps its state in a file, from which an interrupted
/// run goes on also after a crash; short for `model.train(data).callback(new Checkpoint(file, 1))`.
public final class CheckpointMagic implements Magic<String, CheckpointMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg(value = "Where; what is kept now unless given.", optional = true) @Nullable Path file,
      @Option(value = "After every so many epochs.", byDefault = "1") int every,
      @Option("After every so many steps in place of epochs.") @Nullable Integer steps,
      @Option("Only when this became better, as validation_loss.") @Nullable String best,
      @Option("Keep nothing from here on.") boolean off) {}

  /// For ServiceLoader.
  public CheckpointMagic() {}

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public String summary() {
    return "Keeps the state of training runs in a file, to go on after a crash.";
  }

  @Override
  public Class<String> resultType() {
    return String.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public String run(MagicCall<Options> call) {
    var o = call.options();
    var checkpoints = Checkpoints.of(call.session());
    if (o.off()) {
      checkpoints.stop();
      return "Training runs are not kept from here on.";
    }
    var file = o.file();
    if (file == null) {
      return checkpoints.toString();
    }
    if (o.every() < 1 || (o.steps() != null && o.steps() < 1)) {
      throw new MagicException("--every and --steps must be at least 1");
    }
    if (o.best() != null && o.steps() != null) {
      throw new MagicException("--best looks at epochs, so it excludes --steps. Leave one out");
    }
    checkpoints.keep(file, o.every(), o.steps(), o.best());
    return checkpoints.toString();
  }
}
