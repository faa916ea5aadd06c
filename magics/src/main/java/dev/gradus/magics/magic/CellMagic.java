package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.figure.CellDrawing;
import dev.gradus.magics.figure.Figure;
import org.jspecify.annotations.Nullable;

/// `%cell MODEL INPUT [LAYER]`: a cell with live numbers; short for `recurrentCell(model, sample,
/// "lstm_1", 1, 0)`.
public final class CellMagic implements Magic<Figure, CellMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The model.") Model model,
      @Arg("A sequence, data of which a sample is taken, or a corpus with --text.") Object input,
      @Arg("Name of a recurrent layer; the first unless given.") @Nullable String layer,
      @Option(value = "The step, from 1.", byDefault = "1") int step,
      @Option(value = "The unit, from 0.", byDefault = "0") int unit,
      @Option("Text to read, for a corpus.") @Nullable String text,
      @Option(value = "Number of the sample of a data set.", byDefault = "0") int sample) {}

  /// For ServiceLoader.
  public CellMagic() {}

  @Override
  public String name() {
    return "cell";
  }

  @Override
  public String summary() {
    return "Draws an LSTM, GRU or simple recurrent cell with the numbers of one unit and step.";
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
    return CellDrawing.of(o.model(), input.sequence(), o.layer(), o.step(), o.unit());
  }
}
