package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.train.Evaluation;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;

/// `%evaluate MODEL DATA`: loss and accuracy; short for `model.evaluate(data)`.
public final class EvaluateMagic implements Magic<Evaluation, EvaluateMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("A data set, or a pair, whose test part is used.") Object data) {}

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
    var model = call.options().model();
    return switch (call.options().data()) {
      case DatasetPair pair -> model.evaluate(pair);
      case Dataset data -> model.evaluate(data);
      default ->
          throw new MagicException(
              "the data must be a DatasetPair (its test part is used) or a Dataset, got a "
                  + call.options().data().getClass().getSimpleName());
    };
  }
}
