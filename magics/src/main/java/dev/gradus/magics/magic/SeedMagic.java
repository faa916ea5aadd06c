package dev.gradus.magics.magic;

import dev.gradus.engine.Context;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import org.jspecify.annotations.Nullable;

/// `%seed N`: models made and numbers drawn from here on depend on N alone; short for
/// `Context.current().reseed(n)`.
public final class SeedMagic implements Magic<Void, SeedMagic.Options> {

  /// What can be asked for.
  public record Options(@Arg("A whole number.") long number) {}

  /// For ServiceLoader.
  public SeedMagic() {}

  @Override
  public String name() {
    return "seed";
  }

  @Override
  public String summary() {
    return "Sets the seed of everything drawn at random from here on.";
  }

  @Override
  public Class<Void> resultType() {
    return Void.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public @Nullable Void run(MagicCall<Options> call) {
    Context.current().reseed(call.options().number());
    return null;
  }
}
