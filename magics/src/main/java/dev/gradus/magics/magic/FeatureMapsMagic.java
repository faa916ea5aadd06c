package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;

/// `%feature_maps MODEL IMAGE LAYER`: the maps of a layer; short for `featureMaps(model, image,
/// "conv2d_1")`.
public final class FeatureMapsMagic implements Magic<Figure, FeatureMapsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("An image, or data whose first sample is taken.") Object image,
      @Arg("Name of the layer, as conv2d_1.") String layer) {}

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
    return switch (o.image()) {
      case Tensor image -> Figures.featureMaps(o.model(), image, o.layer());
      case Dataset data -> Figures.featureMaps(o.model(), data, o.layer());
      case DatasetPair pair -> Figures.featureMaps(o.model(), pair.test(), o.layer());
      case float[] pixels ->
          Figures.featureMaps(o.model(), Tensor.of(o.model().inputShape(), pixels), o.layer());
      default ->
          throw new MagicException(
              "the image must be a Tensor, the numbers of one (float[]), or a data set, whose first"
                  + " sample is taken; got a "
                  + o.image().getClass().getSimpleName());
    };
  }
}
