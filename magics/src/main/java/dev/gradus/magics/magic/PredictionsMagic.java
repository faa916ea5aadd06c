package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import org.jspecify.annotations.Nullable;

/// `%predictions MODEL DATA`: samples with right class, prediction and probability, or with `--top
/// 5` the most probable classes; short for `predictions(model, data, 24)` and `predictions(model,
/// data, 24, 5)`.
public final class PredictionsMagic implements Magic<Figure, PredictionsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("Data with classes; of a pair the test part is taken.") Object data,
      @Option(value = "How many samples at most.", byDefault = "24") int n,
      @Option("Bars for so many of the most probable classes, with 30 samples at most.")
          @Nullable Integer top) {}

  /// For ServiceLoader.
  public PredictionsMagic() {}

  @Override
  public String name() {
    return "predictions";
  }

  @Override
  public String summary() {
    return "Shows samples with what a model says about them.";
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
    var data = DataArgument.test(o.data(), word, o.model());
    return o.top() == null
        ? Figures.predictions(o.model(), data, o.n())
        : Figures.predictions(o.model(), data, o.n(), o.top());
  }
}
