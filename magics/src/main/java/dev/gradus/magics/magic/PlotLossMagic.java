package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.train.History;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.LossCurve;
import dev.gradus.magics.internal.SessionState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `%plot_loss`: the course of one or several training runs; short for `lossCurve(history)`.
public final class PlotLossMagic implements Magic<Figure, PlotLossMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("Histories or models, overlaid; the model trained last unless given.") List<Object> runs,
      @Option(
              value = "A chart that shows its values under the pointer, where Vega-Lite is drawn.",
              choices = "vega")
          @Nullable String as) {

    /// Copies the list; it may hold null.
    public Options {
      runs = Collections.unmodifiableList(new ArrayList<>(runs));
    }
  }

  /// For ServiceLoader.
  public PlotLossMagic() {}

  @Override
  public String name() {
    return "plot_loss";
  }

  @Override
  public String summary() {
    return "Plots loss and accuracy of one or several training runs.";
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
    return FormArgument.of(figure(call), call.options().as());
  }

  private static Figure figure(MagicCall<Options> call) {
    var runs = call.options().runs();
    if (runs.isEmpty()) {
      return Figures.lossCurve(last(call));
    }
    var words = call.words().getOrDefault("runs", "").split("\\s+");
    var histories = new ArrayList<History>();
    for (int i = 0; i < runs.size(); i++) {
      var word = words.length == runs.size() ? words[i] : "argument " + (i + 1);
      histories.add(history(runs.get(i), word));
    }
    var names = histories.stream().map(History::model).toList();
    boolean tell = Set.copyOf(names).size() == names.size();
    return LossCurve.of(histories, tell || words.length != runs.size() ? names : List.of(words));
  }

  private static History history(@Nullable Object run, String word) {
    return switch (run) {
      case History history -> history;
      case Model model ->
          model
              .history()
              .orElseThrow(() ->
                  new MagicException(
                      word
                          + " has not been trained yet. Train it first, for example %train "
                          + word
                          + " data --epochs 3"));
      case null -> throw new MagicException(word + " is null. Give a history or a model");
      default ->
          throw new MagicException(
              word
                  + " is a "
                  + run.getClass().getSimpleName()
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
