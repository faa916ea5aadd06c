package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Diverged;
import dev.gradus.magics.figure.Theme;

/// `%confusion MODEL DATA`: which class is taken for which, as a heat map and a table; short for
/// `ConfusionMatrix.of(data.labels(), model.predictClasses(data), data.classes())`, drawn by
/// `confusion(matrix)`.
public final class ConfusionMagic implements Magic<ConfusionMatrix, ConfusionMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("A data set, or a pair, whose test part is used.") Object data,
      @Option("Only the table, no picture.") boolean noFigure) {}

  /// For ServiceLoader.
  public ConfusionMagic() {}

  @Override
  public String name() {
    return "confusion";
  }

  @Override
  public String summary() {
    return "Counts which class is taken for which, as a heat map and a table.";
  }

  @Override
  public Class<ConfusionMatrix> resultType() {
    return ConfusionMatrix.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public ConfusionMatrix run(MagicCall<Options> call) {
    var o = call.options();
    var word = call.words().getOrDefault("data", "data");
    var data = DataArgument.test(o.data(), word, o.model());
    if (!data.isClassification() || data.targetShape().rank() > 0) {
      throw new MagicException(
          word + " has no class for every sample, but confusions are counted between classes");
    }
    Diverged.refuse(o.model());
    var matrix = ConfusionMatrix.of(data.labels(), o.model().predictClasses(data), data.classes());
    var named = data.classNames().isEmpty() ? matrix : matrix.named(data.classNames());
    if (!o.noFigure() && Theme.hasFonts()) {
      call.outputs().display(Figures.confusion(named).bundle(), null);
    }
    return named;
  }
}
