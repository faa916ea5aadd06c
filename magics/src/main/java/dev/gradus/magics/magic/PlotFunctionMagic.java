package dev.gradus.magics.magic;

import dev.gradus.engine.Tensor;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.FunctionPlot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// `%plot_fn relu tanh`: functions and their derivatives; short for `function("relu",
/// Tensor::relu)`.
public final class PlotFunctionMagic implements Magic<Figure, PlotFunctionMagic.Options> {
  private static final List<String> USUAL =
      List.of("sigmoid", "tanh", "relu", "leakyRelu", "elu", "softplus");

  /// What can be asked for.
  public record Options(
      @Arg(
              value = "Functions; the six usual activations unless given.",
              choices = {
                "relu",
                "sigmoid",
                "tanh",
                "leakyRelu",
                "elu",
                "gelu",
                "softplus",
                "exp",
                "square",
                "abs"
              })
          List<String> functions,
      @Option(value = "Left end of the x axis.", byDefault = "-4") double from,
      @Option(value = "Right end of the x axis.", byDefault = "4") double to,
      @Option("Leave the derivatives out.") boolean noDerivative,
      @Option(
              value = "A chart that shows its values under the pointer, where Vega-Lite is drawn.",
              choices = "vega")
          @Nullable String as) {

    /// Copies the list.
    public Options {
      functions = List.copyOf(functions);
    }
  }

  /// For ServiceLoader.
  public PlotFunctionMagic() {}

  @Override
  public String name() {
    return "plot_fn";
  }

  @Override
  public String summary() {
    return "Plots activation functions and their derivatives.";
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
    var known = FunctionPlot.known();
    var chosen = new LinkedHashMap<String, UnaryOperator<Tensor>>();
    for (var name : o.functions().isEmpty() ? USUAL : o.functions()) {
      var function =
          known.entrySet().stream()
              .filter(e -> e.getKey().equalsIgnoreCase(name))
              .map(java.util.Map.Entry::getValue)
              .findFirst()
              .orElse(null);
      if (function == null) {
        throw new MagicException(
            "there is no function "
                + name
                + ". Choose of "
                + String.join(", ", known.keySet())
                + ", or write function(\"name\", x -> ...)");
      }
      chosen.put(name, function);
    }
    return FormArgument.of(FunctionPlot.of(chosen, o.from(), o.to(), !o.noDerivative()), o.as());
  }
}
