package dev.gradus.magics.magic;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.SaliencyMaps;
import org.jspecify.annotations.Nullable;

/// `%maximize MODEL LAYER`: images that raise the activation of units; short for `maximized(model,
/// "conv2d_2")`.
public final class MaximizeMagic implements Magic<Figure, MaximizeMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model, of images.") Model model,
      @Arg("Name of the layer.") String layer,
      @Option("Numbers of maps or neurons with commas between them; 16 unless given.")
          @Nullable String units,
      @Option(value = "Steps of climbing.", byDefault = "64") int steps,
      @Option("Seed of the first noise; that of the session unless given.") @Nullable Long seed) {}

  /// For ServiceLoader.
  public MaximizeMagic() {}

  @Override
  public String name() {
    return "maximize";
  }

  @Override
  public String summary() {
    return "Climbs to images that units of a layer answer to.";
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
    long seed = o.seed() == null ? Context.current().seed() : o.seed();
    return SaliencyMaps.maximized(
        o.model(), o.layer(), Numbers.list("--units", o.units()), o.steps(), seed);
  }
}
