package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.magics.figure.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `%receptive_field MODEL`: the region of the input that a number of each layer depends on; short
/// for `model.summary().row("conv2d_1").receptiveField()`.
public final class ReceptiveFieldMagic implements Magic<Rows, ReceptiveFieldMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model, of images.") Model model,
      @Arg("Name of one layer; all layers with a region unless given.") @Nullable String layer) {}

  /// For ServiceLoader.
  public ReceptiveFieldMagic() {}

  @Override
  public String name() {
    return "receptive_field";
  }

  @Override
  public String summary() {
    return "Tabulates the region of the image that each layer sees.";
  }

  @Override
  public Class<Rows> resultType() {
    return Rows.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Rows run(MagicCall<Options> call) {
    var summary = call.options().model().summary();
    var layer = call.options().layer();
    var rows = layer == null ? summary.rows() : List.of(summary.row(layer));
    var table = Rows.of("layer", "output", "receptive field", "distance of fields");
    boolean any = false;
    for (var row : rows) {
      var field = row.receptiveField();
      if (field.isPresent()) {
        var f = field.get();
        var distance = f.strideHeight() + "x" + f.strideWidth();
        table = table.row(row.name(), row.outputShape().toString(), f.toString(), distance);
        any = true;
      }
    }
    if (!any) {
      throw new MagicException(
          (layer == null ? "no layer" : layer)
              + " looks at a region of an image. Only convolutions, pooling and what works on"
              + " their maps do");
    }
    return table;
  }
}
