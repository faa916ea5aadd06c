package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Charts;
import dev.gradus.magics.figure.Figure;
import org.jspecify.annotations.Nullable;

/// `%weights MODEL [LAYER]`: histograms of the weights of all layers, or of the parameters of one;
/// short for `weights(model)` and `weights(model, layer)`.
public final class WeightsMagic implements Magic<Figure, WeightsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("A layer, whose parameters are shown one by one; all layers unless given.")
          @Nullable String layer,
      @Option(
              value = "A chart that shows its values under the pointer, where Vega-Lite is drawn.",
              choices = "vega")
          @Nullable String as) {}

  /// For ServiceLoader.
  public WeightsMagic() {}

  @Override
  public String name() {
    return "weights";
  }

  @Override
  public String summary() {
    return "Shows how the weights of each layer are spread.";
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
    var figure =
        o.layer() == null ? Charts.weights(o.model()) : Charts.weights(o.model(), o.layer());
    return FormArgument.of(figure, o.as());
  }
}
