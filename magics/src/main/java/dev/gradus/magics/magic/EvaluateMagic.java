package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.train.Evaluation;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import org.jspecify.annotations.Nullable;

/// `%evaluate MODEL DATA`: loss and accuracy; short for `model.evaluate(data)`.
public final class EvaluateMagic implements Magic<Evaluation, EvaluateMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("A data set or a corpus, or a pair, whose test part is used.") Object data,
      @Option("Further numbers to measure, as f1,top_5.") @Nullable String metrics) {}

  /// For ServiceLoader.
  public EvaluateMagic() {}

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "Measures loss and accuracy of a model on data.";
  }

  @Override
  public Class<Evaluation> resultType() {
    return Evaluation.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Evaluation run(MagicCall<Options> call) {
    var o = call.options();
    var word = call.words().getOrDefault("data", "data");
    var data = DataArgument.test(o.data(), word, o.model());
    return o.metrics() == null
        ? o.model().evaluate(data)
        : o.model().evaluate(data, TrainingPlan.metrics(o.metrics()));
  }
}
