package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;

/// `%mistakes MODEL DATA`: samples with right class, prediction and probability; short for
/// `mistakes(model, data, 24)`.
public final class MistakesMagic implements Magic<Figure, MistakesMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("Data with classes; of a pair the test part is taken.") Object data,
      @Option(value = "How many samples at most.", byDefault = "24") int n) {}

  /// For ServiceLoader.
  public MistakesMagic() {}

  @Override
  public String name() {
    return "mistakes";
  }

  @Override
  public String summary() {
    return "Shows the samples that a model takes for something else.";
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
    return Figures.mistakes(o.model(), DataArgument.test(o.data(), word, o.model()), o.n());
  }
}
