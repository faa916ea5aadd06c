package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.LayerFigures;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `%activations MODEL DATA`: histograms of what the layers give; short for `activations(model,
/// data)`. Several models, as one net with weights drawn in several ways, are laid out in a grid by
/// `activations(Map.of("He", a, "Glorot", b), data)`.
public final class ActivationsMagic implements Magic<Figure, ActivationsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("Data: a pair, whose training part is used, a data set or a corpus.") Object data,
      @Option(value = "How many samples are looked at.", byDefault = "256") int samples,
      @Option("Only these layers, as dense_1,relu_1.") @Nullable String layers,
      @Option(
              value = "A chart that shows its values under the pointer, where Vega-Lite is drawn.",
              choices = "vega")
          @Nullable String as) {}

  /// For ServiceLoader.
  public ActivationsMagic() {}

  @Override
  public String name() {
    return "activations";
  }

  @Override
  public String summary() {
    return "Shows how the numbers that each layer gives are spread.";
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
    var data = DataArgument.train(o.data(), call.words().getOrDefault("data", "data"), o.model());
    List<String> layers =
        o.layers() == null
            ? List.of()
            : Arrays.stream(o.layers().split(",", -1)).map(String::strip).toList();
    return FormArgument.of(LayerFigures.activations(o.model(), data, o.samples(), layers), o.as());
  }
}
