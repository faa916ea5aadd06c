package dev.gradus.magics.magic;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.Images;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `%show DATA`: a grid of samples; short for `images(data, 20)` and `image(tensor)`.
public final class ShowMagic implements Magic<Figure, ShowMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("A data set, a pair, whose training part is taken, or a tensor.") Object data,
      @Option(value = "How many samples of a data set.", byDefault = "20") int n,
      @Option("Pictures of a row; ten unless given.") @Nullable Integer columns,
      @Option("Width of a picture in pixels of the page; by their number unless given.")
          @Nullable Integer width,
      @Option("Texts below the pictures with commas between them, in quotes.")
          @Nullable String titles) {}

  /// For ServiceLoader.
  public ShowMagic() {}

  @Override
  public String name() {
    return "show";
  }

  @Override
  public String summary() {
    return "Shows samples or tensors as pictures.";
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
    var layout = layout(o);
    return switch (o.data()) {
      case Dataset data -> Images.of(data, o.n(), layout);
      case DatasetPair pair -> Images.of(pair.train(), o.n(), layout);
      case Tensor tensor -> Images.of(tensor, layout);
      default ->
          throw new MagicException(
              call.words().getOrDefault("data", "the data")
                  + " is a "
                  + o.data().getClass().getSimpleName()
                  + ". Only a Dataset, a DatasetPair or a Tensor can be shown");
    };
  }

  private static Images.Layout layout(Options o) {
    var titles = o.titles();
    return new Images.Layout(
        titles == null
            ? List.of()
            : Arrays.stream(titles.split(",", -1)).map(String::strip).toList(),
        positive("--columns", o.columns()),
        positive("--width", o.width()));
  }

  private static int positive(String option, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new MagicException(option + " must be at least 1, got " + value);
    }
    return value == null ? 0 : value;
  }
}
