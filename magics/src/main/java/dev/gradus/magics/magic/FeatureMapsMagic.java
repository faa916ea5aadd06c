package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;

/// `%feature_maps MODEL IMAGE LAYER`: the maps of a layer; short for `featureMaps(model, image,
/// "conv2d_1")`.
public final class FeatureMapsMagic implements Magic<Figure, FeatureMapsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("An image, or data whose first sample is taken.") Object image,
      @Arg("Name of the layer, as conv2d_1.") String layer,
      @Option(value = "Number of the sample of a data set.", byDefault = "0") int sample) {}

  /// For ServiceLoader.
  public FeatureMapsMagic() {}

  @Override
  public String name() {
    return "feature_maps";
  }

  @Override
  public String summary() {
    return "Shows what a layer makes of one image.";
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
    var word = call.words().getOrDefault("image", "the image");
    var image = SampleArgument.of(o.image(), word, o.sample(), o.model());
    return Figures.featureMaps(o.model(), image, o.layer());
  }
}
