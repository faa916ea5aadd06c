package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.SlidingWindow;
import dev.gradus.magics.figure.WindowFilm;
import org.jspecify.annotations.Nullable;

/// `%windows [IMAGE]`: a window at its first, second and last position; short for `windows(image,
/// 5, 1, 0)`. With `--model net --layer conv2d_1` that of a layer and the map that it gives; with
/// `--as gif` a film.
public final class WindowsMagic implements Magic<Figure, WindowsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("An image, or data whose first sample is taken; an empty sheet unless given.")
          @Nullable Object image,
      @Option("Rows and columns of the empty sheet; 28 unless given.") @Nullable Integer size,
      @Option("Rows and columns of the window; 5 unless given.") @Nullable Integer kernel,
      @Option("Pixels between two positions; 1 unless given.") @Nullable Integer stride,
      @Option("Border of zeros around the image; none unless given.") @Nullable Integer padding,
      @Option("A model with a layer whose window slides and gives its real numbers.")
          @Nullable Model model,
      @Option("For --model: the convolution or pooling; the first unless given.")
          @Nullable String layer,
      @Option(value = "For --model: number of the map that the layer gives.", byDefault = "0")
          int map,
      @Option("For --model: the numbers in the cells, for small images.") boolean numbers,
      @Option(value = "With gif a film of the window while the map fills.", choices = "gif")
          @Nullable String as) {}

  /// For ServiceLoader.
  public WindowsMagic() {}

  @Override
  public String name() {
    return "windows";
  }

  @Override
  public String summary() {
    return "Shows how a window slides over an image.";
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
    var o = call.options();
    if (o.image() != null && o.size() != null) {
      throw new MagicException("--size is for an empty sheet; the image has a size of its own");
    }
    if (o.model() != null) {
      return layer(o.model(), call);
    }
    if (o.layer() != null || o.numbers()) {
      throw new MagicException(
          "--layer and --numbers need a model that has the layer: --model net");
    }
    return switch (o.image()) {
      case null -> sheet(o);
      case Tensor image -> windows(image, o);
      case Dataset data -> windows(first(data), o);
      case DatasetPair pair -> windows(first(pair.test()), o);
      default ->
          throw new MagicException(
              call.words().getOrDefault("image", "the image")
                  + " is a "
                  + o.image().getClass().getSimpleName()
                  + ". Give a Tensor or a data set, whose first sample is taken");
    };
  }

  private static Figure layer(Model model, MagicCall<Options> call) {
    var o = call.options();
    if (o.kernel() != null || o.stride() != null || o.padding() != null) {
      throw new MagicException(
          "--kernel, --stride and --padding are those of the layer; leave them out with --model");
    }
    if (o.image() == null) {
      throw new MagicException("--model needs an image to slide over: %windows image --model net");
    }
    var word = call.words().getOrDefault("image", "the image");
    var image = SampleArgument.of(o.image(), word, 0, model);
    var layer = o.layer() == null ? WindowFilm.firstLayer(model) : o.layer();
    return WindowFilm.of(model, image, layer, o.map(), o.numbers());
  }

  private static Tensor first(Dataset data) {
    return Tensor.of(data.inputShape(), data.input(0));
  }

  private static Figure windows(Tensor image, Options o) {
    return Figures.windows(image, or(o.kernel(), 5), or(o.stride(), 1), or(o.padding(), 0));
  }

  private static Figure sheet(Options o) {
    int size = or(o.size(), 28);
    return SlidingWindow.of(size, size, or(o.kernel(), 5), or(o.stride(), 1), or(o.padding(), 0));
  }

  private static int or(@Nullable Integer given, int usual) {
    return given == null ? usual : given;
  }
}
