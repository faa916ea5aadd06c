package dev.gradus.magics.magic;

import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;

/// `%windows`: a window at its first, second and last position; short for `windows(28, 28, 5, 1)`.
public final class WindowsMagic implements Magic<Figure, WindowsMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Option(value = "rows and columns of the image", byDefault = "28") int size,
      @Option(value = "rows and columns of the window", byDefault = "5") int kernel,
      @Option(value = "pixels between two positions", byDefault = "1") int stride) {}

  /// For ServiceLoader.
  public WindowsMagic() {}

  @Override
  public String name() {
    return "windows";
  }

  @Override
  public String summary() {
    return "how a window slides over an image";
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
    return Figures.windows(o.size(), o.size(), o.kernel(), o.stride());
  }
}
