package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.text.Corpus;
import dev.gradus.engine.text.TextSampler;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicCall;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Option;
import org.jspecify.annotations.Nullable;

/// `%sample MODEL CORPUS`: text token by token; short for `TextSampler.of(model,
/// corpus).temperature(0.8).generate("The ", 200)`.
public final class SampleMagic implements Magic<String, SampleMagic.Options> {

  /// What can be asked for.
  public record Options(
      @Arg("The language model.") Model model,
      @Arg("The corpus whose tokens it speaks, or its two parts.") Object corpus,
      @Option(value = "How the text starts, in quotes.") @Nullable String prompt,
      @Option(value = "Tokens to write.", byDefault = "200") int n,
      @Option(
              value = "Below 1 the likely becomes likelier; 0 always takes the likeliest.",
              byDefault = "1")
          double temperature,
      @Option("Draw from so many of the likeliest tokens only.") @Nullable Integer topK,
      @Option("The same seed writes the same text; that of the session unless given.")
          @Nullable Long seed) {}

  /// For ServiceLoader.
  public SampleMagic() {}

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public String summary() {
    return "Writes text with a language model.";
  }

  @Override
  public Class<String> resultType() {
    return String.class;
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public String run(MagicCall<Options> call) {
    var o = call.options();
    var corpus =
        switch (o.corpus()) {
          case Corpus all -> all;
          case Corpus.Split split -> split.train();
          default ->
              throw new MagicException(
                  call.words().getOrDefault("corpus", "the corpus")
                      + " is a "
                      + o.corpus().getClass().getSimpleName()
                      + ". Give the Corpus that the model was trained on");
        };
    var sampler = TextSampler.of(o.model(), corpus).temperature(o.temperature());
    sampler = o.topK() == null ? sampler : sampler.topK(o.topK());
    sampler = o.seed() == null ? sampler : sampler.seed(o.seed());
    return sampler.generate(o.prompt() == null ? first(corpus) : o.prompt(), o.n());
  }

  /// Without a prompt the text starts like the corpus, unless there is an end of sentence to start
  /// from.
  private static String first(Corpus corpus) {
    return corpus.vocabulary().eos().isPresent() ? "" : corpus.decode(corpus.tokens()[0]);
  }
}
