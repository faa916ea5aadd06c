package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import org.jspecify.annotations.Nullable;

/// `%field MODEL IMAGE LAYER`: the region that a number of a layer sees; short for `field(model,
/// image, "conv2d_2", 3, 4)`.
public final class FieldMagic implements Magic<Figure, FieldMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model, of images.") Model model,
      @Arg("An image, or data of which a sample is taken.") Object image,
      @Arg("Name of a layer of maps, as conv2d_2.") String layer,
      @Option("Row of the number in the maps; the middle unless given.") @Nullable Integer row,
      @Option("Column of the number; the middle unless given.") @Nullable Integer column,
      @Option(value = "Number of the sample of a data set.", byDefault = "0") int sample) {}

  /// For ServiceLoader.
  public FieldMagic() {}

  @Override
  public String name() {
    return "field";
  }

  @Override
  public String summary() {
    return "Frames the region of an image that a number of a layer sees.";
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
    var shape = o.model().layers().stream().filter(l -> l.name().equals(o.layer())).findFirst();
    int rows = shape.filter(l -> l.output().rank() == 3).map(l -> l.output().dim(1)).orElse(1);
    int columns = shape.filter(l -> l.output().rank() == 3).map(l -> l.output().dim(2)).orElse(1);
    int row = o.row() == null ? rows / 2 : o.row();
    int column = o.column() == null ? columns / 2 : o.column();
    return Figures.field(o.model(), image, o.layer(), row, column);
  }
}
