package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.Summary;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;

/// `%summary MODEL`: the table of its layers; short for `model.summary()`.
public final class SummaryMagic implements Magic<Summary, SummaryMagic.Options> {

  /// What can be asked for.
  public record Options(@Arg("The model.") Model model) {}

  /// For ServiceLoader.
  public SummaryMagic() {}

  @Override
  public String name() {
    return "summary";
  }

  @Override
  public String summary() {
    return "Lists layers, shapes, parameters and work of a model.";
  }

  @Override
  public Class<Summary> resultType() {
    return Summary.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Summary run(MagicCall<Options> call) {
    return call.options().model().summary();
  }
}
