package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.SaliencyMaps;
import org.jspecify.annotations.Nullable;

/// `%saliency MODEL IMAGE`: the gradient of a class by the pixels, or with `--grad-cam` where the
/// maps of a layer speak for it; short for `saliency(model, image)` and `gradCam(model, image,
/// "relu_2")`.
public final class SaliencyMagic implements Magic<Figure, SaliencyMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model, ending with scores of classes.") Model model,
      @Arg("An image, or data of which a sample is taken.") Object image,
      @Option("Number of the class; the predicted one unless given.") @Nullable Integer target,
      @Option("Regions of a layer's maps instead of pixels.") boolean gradCam,
      @Option("For --grad-cam: name of the layer; the last with maps unless given.")
          @Nullable String layer,
      @Option(value = "Number of the sample of a data set.", byDefault = "0") int sample) {}

  /// For ServiceLoader.
  public SaliencyMagic() {}

  @Override
  public String name() {
    return "saliency";
  }

  @Override
  public String summary() {
    return "Shows which pixels of an image count for a class.";
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
    var image =
        SampleArgument.of(
            o.image(), call.words().getOrDefault("image", "the image"), o.sample(), o.model());
    int target = o.target() == null ? -1 : o.target();
    if (o.target() != null && target < 0) {
      throw new MagicException("--target must be 0 or more, got " + target);
    }
    if (o.layer() != null && !o.gradCam()) {
      throw new MagicException("--layer is for --grad-cam; the gradient is that of the pixels");
    }
    return o.gradCam()
        ? SaliencyMaps.gradCam(o.model(), image, o.layer(), target)
        : SaliencyMaps.of(o.model(), image, target);
  }
}
