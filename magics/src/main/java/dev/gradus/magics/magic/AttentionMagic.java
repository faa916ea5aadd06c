package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.inspect.AttentionTrace;
import dev.gradus.engine.text.Seq2Seq;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import dev.gradus.magics.figure.GateMaps;
import org.jspecify.annotations.Nullable;

/// `%attention TRANSLATOR "SENTENCE"` or `%attention MODEL LAYER INPUT`: where attention looks;
/// short for `attention(translator.alignment("the dog runs"))`.
public final class AttentionMagic implements Magic<Figure, AttentionMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("A Seq2Seq with attention, or a model with one input.") Object model,
      @Arg("The sentence to translate; of a model the name of its attention layer.") String what,
      @Arg("For a model: a sequence, or data of which a sample is taken.") @Nullable Object input,
      @Option(value = "Number of the sample of a data set.", byDefault = "0") int sample) {}

  /// For ServiceLoader.
  public AttentionMagic() {}

  @Override
  public String name() {
    return "attention";
  }

  @Override
  public String summary() {
    return "Shows where a model looks while it says each word.";
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
    return switch (o.model()) {
      case Seq2Seq translator -> Figures.attention(translator.alignment(o.what()));
      case Model model -> layer(model, o, call);
      default ->
          throw new MagicException(
              call.words().getOrDefault("model", "the first argument")
                  + " is a "
                  + o.model().getClass().getSimpleName()
                  + ". Give a Seq2Seq and a sentence, or a model, a layer and an input");
    };
  }

  private static Figure layer(Model model, Options o, MagicCall<Options> call) {
    if (o.input() == null) {
      throw new MagicException("an input is missing: %attention " + model.name() + " layer input");
    }
    var word = call.words().getOrDefault("input", "the input");
    var sample = SampleArgument.of(o.input(), word, o.sample(), model);
    GateMaps.attention(model, o.what());
    boolean one = sample.shape().equals(model.inputShape());
    var batch = one ? sample.reshape(sample.shape().prepend(1).dims()) : sample;
    return Figures.attention(AttentionTrace.of(model, o.what(), batch), 0);
  }
}
