package dev.gradus.engine.text;

import dev.gradus.engine.Context;
import dev.gradus.engine.DataException;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.random.Philox;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Writes text with a language model: draws a token, feeds it back, draws the next.
///
/// ```java
/// TextSampler.of(lm, corpus).temperature(0.8).topK(10).seed(1).generate("The ", 200)
/// ```
///
/// Probabilities are softmax(scores / temperature): below 1 the likely becomes likelier, at 0 the
/// likeliest token is always taken. The same seed gives the same text. Immutable.
///
/// Errors: GradusException for a negative temperature, topK below 1 or a negative number of tokens;
/// ShapeException for a model that is no language model of this text.
///
/// Source: top-k: Fan, Lewis, Dauphin, ACL 2018.
public final class TextSampler {
  private final Model model;
  private final Corpus corpus;
  private final TokenDraw drawn;
  private final long seed;

  private TextSampler(Model model, Corpus corpus, TokenDraw drawn, long seed) {
    this.model = model;
    this.corpus = corpus;
    this.drawn = drawn;
    this.seed = seed;
  }

  /// With temperature 1, from all tokens, with the seed of the context.
  public static TextSampler of(Model model, Corpus corpus) {
    return new TextSampler(
        model, corpus, new TokenDraw(1, Integer.MAX_VALUE), Context.current().seed());
  }

  /// The same with another temperature, 0 or more.
  public TextSampler temperature(double t) {
    return new TextSampler(model, corpus, new TokenDraw(t, drawn.topK()), seed);
  }

  /// The same, drawing from the `k` likeliest tokens only.
  public TextSampler topK(int k) {
    return new TextSampler(model, corpus, new TokenDraw(drawn.temperature(), k), seed);
  }

  /// The same with another seed.
  public TextSampler seed(long number) {
    return new TextSampler(model, corpus, drawn, number);
  }

  /// The prompt and `count` more tokens.
  ///
  /// @param prompt how the text starts; may be empty if the vocabulary has `<eos>`
  /// @throws dev.gradus.engine.InterruptedRunException if the thread is interrupted
  public String generate(String prompt, int count) {
    Given.one("the prompt", prompt);
    if (count < 0) {
      throw new GradusException("cannot generate " + count + " tokens. Ask for 0 or more.");
    }
    var start = start(prompt);
    var all = Arrays.copyOf(start, start.length + count);
    var next = new NextToken(model, corpus.vocabulary());
    var random = new Philox(seed, 0x54455854);
    for (int n = start.length; n < all.length; n++) {
      all[n] = drawn.draw(next.scores(Arrays.copyOf(all, n)), random.nextDouble());
    }
    int hidden = start.length - corpus.encode(prompt).length;
    return corpus.decode(Arrays.copyOfRange(all, hidden, all.length));
  }

  private int[] start(String prompt) {
    var tokens = corpus.encode(prompt);
    if (tokens.length > 0) {
      return tokens;
    }
    int eos =
        corpus
            .vocabulary()
            .eos()
            .orElseThrow(() ->
                new DataException(
                    "the prompt is empty, and the vocabulary has no <eos> to start from. Give"
                        + " at least one token, as \"The\"."));
    return new int[] {eos};
  }

  /// The probability of every token after a prompt, at this temperature and top-k; they sum to 1.
  public double[] probabilities(String prompt) {
    return probabilities(new NextToken(model, corpus.vocabulary()).scores(start(prompt)));
  }

  /// The `k` likeliest tokens after a prompt and their probabilities, likeliest first.
  public Map<String, Double> next(String prompt, int k) {
    Given.one("the prompt", prompt);
    var p = probabilities(prompt);
    var best = new LinkedHashMap<String, Double>();
    IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -p[i]))
        .limit(k)
        .forEach(i -> best.put(corpus.vocabulary().token(i), p[i]));
    return best;
  }

  private double[] probabilities(float[] scores) {
    return drawn.probabilities(scores);
  }
}
