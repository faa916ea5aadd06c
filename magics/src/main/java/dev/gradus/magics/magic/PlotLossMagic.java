package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.train.History;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.internal.SessionState;
import org.jspecify.annotations.Nullable;

/// `%plot_loss`: the course of a training run; short for `lossCurve(history)`.
public final class PlotLossMagic implements Magic<Figure, PlotLossMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("a history or a model; the model trained last unless given") @Nullable Object run) {}

  /// For ServiceLoader.
  public PlotLossMagic() {}

  @Override
  public String name() {
    return "plot_loss";
  }

  @Override
  public String summary() {
    return "loss and accuracy of a training run";
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
    return switch (call.options().run()) {
      case History history -> Figures.lossCurve(history);
      case Model model -> Figures.lossCurve(model);
      case null -> Figures.lossCurve(last(call));
      default ->
          throw new MagicException(
              call.words().getOrDefault("run", "this")
                  + " is a "
                  + call.options().run().getClass().getSimpleName()
                  + ". Give a History, as %train returns it, or a model");
    };
  }

  private static Model last(MagicCall<Options> call) {
    var model = SessionState.of(call.session()).trained();
    if (model == null) {
      throw new MagicException(
          "nothing was trained with %train in this session yet. Train first, for example %train"
              + " model data --epochs 3, or name a model or history: %plot_loss model");
    }
    return model;
  }
}
