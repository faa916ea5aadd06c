package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.LayerFigures;
import org.jspecify.annotations.Nullable;

/// `%dead_units MODEL DATA`: the units of relu layers that are 0 for all samples; short for
/// `deadUnits(model, data)`.
public final class DeadUnitsMagic implements Magic<Figure, DeadUnitsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("Data: a pair, whose training part is used, a data set or a corpus.") Object data,
      @Option(value = "How many samples are looked at.", byDefault = "256") int samples,
      @Option(
              value = "A chart that shows its values under the pointer, where Vega-Lite is drawn.",
              choices = "vega")
          @Nullable String as) {}

  /// For ServiceLoader.
  public DeadUnitsMagic() {}

  @Override
  public String name() {
    return "dead_units";
  }

  @Override
  public String summary() {
    return "Counts the units that never fire.";
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
    return FormArgument.of(LayerFigures.deadUnits(o.model(), data, o.samples()), o.as());
  }
}
