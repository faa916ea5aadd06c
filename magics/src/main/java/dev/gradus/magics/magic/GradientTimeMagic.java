package dev.gradus.magics.magic;

import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.inspect.GradientThroughTime;
import dev.gradus.engine.train.Evaluator;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.GateMaps;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// `%grad_time MODEL DATA [LAYER]`: the norm of the gradient at every step; short for
/// `gradientThroughTime("lstm_1", GradientThroughTime.of(model, "lstm_1", batch, targets, loss))`.
public final class GradientTimeMagic implements Magic<Figure, GradientTimeMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("Training data: a pair, a data set or a corpus.") Object data,
      @Arg("Name of a recurrent layer; the first unless given.") @Nullable String layer,
      @Option(value = "Samples that the loss is over.", byDefault = "32") int samples,
      @Option("The loss; what suits the data unless given.") @Nullable String loss) {}

  /// For ServiceLoader.
  public GradientTimeMagic() {}

  @Override
  public String name() {
    return "grad_time";
  }

  @Override
  public String summary() {
    return "Shows how much of the gradient arrives at each earlier step.";
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
    if (o.samples() < 1) {
      throw new MagicException("--samples must be at least 1, got " + o.samples());
    }
    var data = DataArgument.train(o.data(), word, o.model());
    int n = Math.min(o.samples(), data.size());
    var order = IntStream.range(0, n).toArray();
    var inputs = new float[n * data.inputShape().size()];
    var targets = new float[n * data.targetShape().size()];
    data.gatherInputs(order, 0, n, inputs, 0);
    data.gatherTargets(order, 0, n, targets, 0);
    var loss = o.loss() == null ? Evaluator.lossFor(o.model(), data) : Losses.named(o.loss());
    var layer = GateMaps.layer(o.model(), o.layer());
    var gradients =
        GradientThroughTime.of(
            o.model(),
            layer,
            Tensor.of(data.inputShape().prepend(n), inputs),
            Tensor.of(data.targetShape().prepend(n), targets),
            loss);
    return Figures.gradientThroughTime(layer, gradients);
  }
}
