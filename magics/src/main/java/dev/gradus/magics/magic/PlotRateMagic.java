package dev.gradus.magics.magic;

import dev.gradus.engine.train.Schedule;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Charts;
import dev.gradus.magics.figure.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `%plot_lr cosine stepDecay(0.5,10)`: the learning rate over a training run; short for
/// `schedule(cosine(30), 0.1, 30, 100)`.
public final class PlotRateMagic implements Magic<Figure, PlotRateMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("One or several schedules, as %train takes them: cosine or stepDecay(0.5,10).")
          List<String> schedules,
      @Option(value = "The optimizer's own learning rate.", byDefault = "0.1") double lr,
      @Option(value = "Passes over the data.", byDefault = "30") int epochs,
      @Option(value = "Steps of a pass.", byDefault = "100") int stepsPerEpoch,
      @Option(
              value = "A chart that shows its values under the pointer, where Vega-Lite is drawn.",
              choices = "vega")
          @Nullable String as) {

    /// Copies the list.
    public Options {
      schedules = List.copyOf(schedules);
    }
  }

  /// For ServiceLoader.
  public PlotRateMagic() {}

  @Override
  public String name() {
    return "plot_lr";
  }

  @Override
  public String summary() {
    return "Plots the learning rate of schedules over a training run.";
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
    if (o.schedules().isEmpty()) {
      throw new MagicException(
          "needs at least one schedule. Write %plot_lr cosine stepDecay(0.5,10)");
    }
    long steps = (long) o.epochs() * o.stepsPerEpoch();
    var chosen = new LinkedHashMap<String, Schedule>();
    for (var text : o.schedules()) {
      chosen.put(text, ScheduleName.schedule(text, o.epochs(), steps));
    }
    return FormArgument.of(Charts.schedules(chosen, o.lr(), o.epochs(), o.stepsPerEpoch()), o.as());
  }
}
