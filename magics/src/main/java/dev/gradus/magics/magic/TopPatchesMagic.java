package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;

/// `%top_patches MODEL DATA LAYER`: for every filter the strongest parts of images; short for
/// `topPatches(model, "conv2d_1", data, 9)`.
public final class TopPatchesMagic implements Magic<Figure, TopPatchesMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model, of images.") Model model,
      @Arg("Data to look through; of a pair the test part is taken.") Object data,
      @Arg("Name of a layer of maps.") String layer,
      @Option(value = "Images for each filter.", byDefault = "9") int n) {}

  /// For ServiceLoader.
  public TopPatchesMagic() {}

  @Override
  public String name() {
    return "top_patches";
  }

  @Override
  public String summary() {
    return "Shows the parts of images to which filters answer most.";
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
    var word = call.words().getOrDefault("data", "data");
    var data = DataArgument.test(o.data(), word, o.model());
    return Figures.topPatches(o.model(), o.layer(), data, o.n());
  }
}
