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

/// `%show DATA`: a grid of samples; short for `images(data, 20)` and `image(tensor)`.
public final class ShowMagic implements Magic<Figure, ShowMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("a data set, a pair, whose training part is taken, or a tensor") Object data,
      @Option(value = "how many samples", byDefault = "20") int n) {}

  /// For ServiceLoader.
  public ShowMagic() {}

  @Override
  public String name() {
    return "show";
  }

  @Override
  public String summary() {
    return "samples or a tensor as pictures";
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
    return switch (o.data()) {
      case Dataset data -> Figures.images(data, o.n());
      case DatasetPair pair -> Figures.images(pair.train(), o.n());
      case Tensor tensor -> Figures.image(tensor);
      default ->
          throw new MagicException(
              "only a data set or a tensor can be shown, got a "
                  + o.data().getClass().getSimpleName());
    };
  }
}
