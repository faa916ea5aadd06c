package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import org.jspecify.annotations.Nullable;

/// `%pooling MODEL IMAGE [LAYER]` or `%pooling TENSOR`: what max pooling keeps; short for
/// `pooling(model, image, "maxPool2d_1")` and `pooling(tensor, 2)`.
public final class PoolingMagic implements Magic<Figure, PoolingMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg(
              "A model with max pooling, or a map as a tensor [rows, columns] or [maps, rows, columns].")
          Object what,
      @Arg("For a model: an image, or data of which a sample is taken.") @Nullable Object image,
      @Arg("For a model: name of the layer; the first max pooling unless given.")
          @Nullable String layer,
      @Option(value = "Rows and columns of a window, for a tensor.", byDefault = "2") int size,
      @Option(value = "Number of the sample of a data set.", byDefault = "0") int sample) {}

  /// For ServiceLoader.
  public PoolingMagic() {}

  @Override
  public String name() {
    return "pooling";
  }

  @Override
  public String summary() {
    return "Shows what max pooling keeps.";
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
    return switch (o.what()) {
      case Tensor map -> Figures.pooling(map, o.size());
      case Model model -> layer(model, o, call);
      default ->
          throw new MagicException(
              call.words().getOrDefault("what", "the first argument")
                  + " is a "
                  + o.what().getClass().getSimpleName()
                  + ". Give a model and an image, or a tensor");
    };
  }

  private static Figure layer(Model model, Options o, MagicCall<Options> call) {
    if (o.image() == null) {
      throw new MagicException("an image is missing: %pooling " + model.name() + " image layer");
    }
    var word = call.words().getOrDefault("image", "the image");
    var image = SampleArgument.of(o.image(), word, o.sample(), model);
    var layer = o.layer();
    if (layer == null) {
      layer =
          model.layers().stream()
              .filter(l -> l.spec() instanceof MaxPool2d)
              .map(BuiltLayer::name)
              .findFirst()
              .orElseThrow(() -> new MagicException(model.name() + " has no max pooling"));
    }
    return Figures.pooling(model, image, layer);
  }
}
