package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.LayerFigures;
import org.jspecify.annotations.Nullable;

/// `%gradients MODEL DATA`: histograms of the gradients of all layers, or their lengths; short for
/// `gradients(model, data)` and `gradientNorms(model, data)`.
public final class GradientsMagic implements Magic<Figure, GradientsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model; it is not changed.") Model model,
      @Arg("Data: a pair, whose training part is used, a data set or a corpus.") Object data,
      @Option(value = "How many samples are looked at.", byDefault = "256") int samples,
      @Option("The length of each layer's gradient in place of histograms.") boolean norms,
      @Option(
              value = "A chart that shows its values under the pointer, where Vega-Lite is drawn.",
              choices = "vega")
          @Nullable String as) {}

  /// For ServiceLoader.
  public GradientsMagic() {}

  @Override
  public String name() {
    return "gradients";
  }

  @Override
  public String summary() {
    return "Shows how the gradients of each layer are spread, or how long they are.";
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
    var figure =
        o.norms()
            ? LayerFigures.gradientNorms(o.model(), data, o.samples())
            : LayerFigures.gradients(o.model(), data, o.samples());
    return FormArgument.of(figure, o.as());
  }
}
