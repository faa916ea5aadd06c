package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.UnrolledNet;
import org.jspecify.annotations.Nullable;

/// `%unroll MODEL [LAYER]`: a recurrent net folded and unrolled; short for `unrolled(model, 5)`.
public final class UnrollMagic implements Magic<Figure, UnrollMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("Name of a recurrent layer; all unless given.") @Nullable String layer,
      @Option("Steps; those of the model, 5 at most, unless given.") @Nullable Integer steps) {}

  /// For ServiceLoader.
  public UnrollMagic() {}

  @Override
  public String name() {
    return "unroll";
  }

  @Override
  public String summary() {
    return "Draws a recurrent net folded and unrolled.";
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
    if (o.steps() != null && o.steps() < 1) {
      throw new MagicException("--steps must be at least 1, got " + o.steps());
    }
    return UnrolledNet.of(o.model(), o.layer(), o.steps() == null ? 0 : o.steps());
  }
}
