package dev.gradus.magics.magic;

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
import org.jspecify.annotations.Nullable;

/// `%windows [IMAGE]`: a window at its first, second and last position; short for `windows(image,
/// 5, 1, 0)`.
public final class WindowsMagic implements Magic<Figure, WindowsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("An image, or data whose first sample is taken; an empty sheet unless given.")
          @Nullable Object image,
      @Option("Rows and columns of the empty sheet; 28 unless given.") @Nullable Integer size,
      @Option(value = "Rows and columns of the window.", byDefault = "5") int kernel,
      @Option(value = "Pixels between two positions.", byDefault = "1") int stride,
      @Option(value = "Border of zeros around the image.", byDefault = "0") int padding) {}

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
    var o = call.options();
    if (o.image() != null && o.size() != null) {
      throw new MagicException("--size is for an empty sheet; the image has a size of its own");
    }
    return switch (o.image()) {
      case null -> sheet(o);
      case Tensor image -> Figures.windows(image, o.kernel(), o.stride(), o.padding());
      case Dataset data -> first(data, o);
      case DatasetPair pair -> first(pair.test(), o);
      default ->
          throw new MagicException(
              call.words().getOrDefault("image", "the image")
                  + " is a "
                  + o.image().getClass().getSimpleName()
                  + ". Give a Tensor or a data set, whose first sample is taken");
    };
  }

  private static Figure first(Dataset data, Options o) {
    var image = Tensor.of(data.inputShape(), data.input(0));
    return Figures.windows(image, o.kernel(), o.stride(), o.padding());
  }

  private static Figure sheet(Options o) {
    int size = o.size() == null ? 28 : o.size();
    return SlidingWindow.of(size, size, o.kernel(), o.stride(), o.padding());
  }
}
