package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.Tiles;

/// `%filters MODEL LAYER`: the kernels of a layer; short for `filters(model, "conv2d_1")`.
public final class FiltersMagic implements Magic<Figure, FiltersMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("Name of the layer, as conv2d_1.") String layer,
      @Option(
              value =
                  "Blue negative and red positive (signed), or white negative and black positive (ink).",
              byDefault = "signed",
              choices = {"signed", "ink"})
          String colors) {}

  /// For ServiceLoader.
  public FiltersMagic() {}

  @Override
  public String name() {
    return "filters";
  }

  @Override
  public String summary() {
    return "Shows the kernels of a convolution as pictures.";
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
    var ramp = o.colors().equals("ink") ? Tiles.Ramp.INK : Tiles.Ramp.SIGNED;
    return Figures.filters(o.model(), o.layer(), ramp);
  }
}
