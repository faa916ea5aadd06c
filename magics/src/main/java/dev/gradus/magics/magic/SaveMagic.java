package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import java.nio.file.Path;

/// `%save MODEL FILE`: layers and weights in one file; short for `model.save(path)`.
public final class SaveMagic implements Magic<Path, SaveMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model, @Arg("The file, as lenet.gradus.") Path file) {}

  /// For ServiceLoader.
  public SaveMagic() {}

  @Override
  public String name() {
    return "save";
  }

  @Override
  public String summary() {
    return "Saves layers and weights of a model in a file.";
  }

  @Override
  public Class<Path> resultType() {
    return Path.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Path run(MagicCall<Options> call) {
    call.options().model().save(call.options().file());
    return call.options().file();
  }
}
