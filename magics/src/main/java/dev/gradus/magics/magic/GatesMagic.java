package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.GateMaps;
import org.jspecify.annotations.Nullable;

/// `%gates MODEL INPUT [LAYER]`: gates and states over time; short for `gates(model, sample,
/// "lstm_1")`.
public final class GatesMagic implements Magic<Figure, GatesMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("A sequence, data of which a sample is taken, or a corpus with --text.") Object input,
      @Arg("Name of a recurrent layer; the first unless given.") @Nullable String layer,
      @Option("Gates and states with commas between them, as forget,cell; all unless given.")
          @Nullable String show,
      @Option("Text to read, for a corpus.") @Nullable String text,
      @Option("Names of the steps with commas between them, in quotes.") @Nullable String labels,
      @Option(value = "Number of the sample of a data set.", byDefault = "0") int sample) {}

  /// For ServiceLoader.
  public GatesMagic() {}

  @Override
  public String name() {
    return "gates";
  }

  @Override
  public String summary() {
    return "Shows the gates and states of a recurrent layer over time.";
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
    var input =
        SequenceArgument.of(
            o.input(),
            call.words().getOrDefault("input", "the input"),
            o.sample(),
            o.text(),
            o.model());
    var names = o.labels() == null ? input.names() : Numbers.words(o.labels());
    return GateMaps.of(o.model(), input.sequence(), o.layer(), Numbers.words(o.show()), names);
  }
}
