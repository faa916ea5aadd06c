package dev.gradus.engine.text;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A language model that counts: the probability of a token given the `order - 1` tokens before it.
/// Order 1 knows how frequent tokens are, order 2 pairs, and so on: the baseline that a network has
/// to beat.
///
/// With c(h) the times that a history h came and d(h) the number of different tokens that followed
/// it, p(w | h) = (c(h w) + d(h) p(w | h')) / (c(h) + d(h)), where h' is h without its first token;
/// below order 1 all tokens are equally likely. So no token has probability 0.
///
/// Errors: DataException for an order that is not from 1 to 1,000, or a text of another vocabulary.
///
/// Source: Witten, Bell, "The zero-frequency problem", IEEE Transactions on Information Theory 37,
/// 1991; as interpolation in Chen, Goodman, 1998.
public final class Ngrams {
  private static final int MOST = 1000;

  private final int order;
  private final int vocabSize;
  private final List<Map<List<Integer>, Followers>> counts = new ArrayList<>();

  /// What came after a history.
  private static final class Followers {
    private final Map<Integer, Integer> times = new HashMap<>();
    private int total;

    void add(int token) {
      times.merge(token, 1, Integer::sum);
      total++;
    }
  }

  private Ngrams(int order, int vocabSize) {
    this.order = order;
    this.vocabSize = vocabSize;
    for (int i = 0; i < order; i++) {
      counts.add(new HashMap<>());
    }
  }

  /// Counts a text.
  ///
  /// @param order 1 to 1,000: 1 for single tokens, 2 for pairs
  public static Ngrams of(Corpus corpus, int order) {
    Given.one("the text", corpus);
    if (order < 1 || order > MOST) {
      throw new DataException("the order of n-grams is " + order + ". Give 1 to " + MOST + ".");
    }
    var made = new Ngrams(order, corpus.vocabSize());
    var text = corpus.tokens();
    for (int i = 0; i < text.length; i++) {
      for (int n = 0; n < Math.min(order, i + 1); n++) {
        made.counts.get(n).computeIfAbsent(history(text, i, n), h -> new Followers()).add(text[i]);
      }
    }
    return made;
  }

  /// The `n` tokens before position `i`.
  private static List<Integer> history(int[] text, int i, int n) {
    var tokens = new ArrayList<Integer>(n);
    for (int k = i - n; k < i; k++) {
      tokens.add(text[k]);
    }
    return tokens;
  }

  /// Tokens in the longest n-gram.
  public int order() {
    return order;
  }

  /// The probability of a token after others; only the last `order - 1` of them matter. These are
  /// token numbers in the order of the text, a list of any length.
  public double probability(int[] before, int token) {
    Given.one("the list of tokens before", before);
    double p = 1.0 / vocabSize;
    for (int n = 0; n < Math.min(order, before.length + 1); n++) {
      var followers = counts.get(n).get(history(before, before.length, n));
      if (followers == null) {
        break;
      }
      int d = followers.times.size();
      p = (followers.times.getOrDefault(token, 0) + d * p) / (followers.total + d);
    }
    return p;
  }

  /// e to the mean of -ln p over the tokens of a text in the same vocabulary.
  public double perplexity(Corpus text) {
    Given.one("the text", text);
    return Math.exp(meanCost(text));
  }

  /// The mean of -log2 p over the tokens of a text in the same vocabulary: bits per character, if
  /// tokens are characters.
  public double bitsPerCharacter(Corpus text) {
    Given.one("the text", text);
    return meanCost(text) / Math.log(2);
  }

  private double meanCost(Corpus text) {
    if (text.vocabSize() != vocabSize) {
      throw new DataException(
          "the n-grams count "
              + vocabSize
              + " different tokens, but the text has a vocabulary of "
              + text.vocabSize()
              + ". Make it with corpus.with(text) or corpus.split(...).");
    }
    var tokens = text.tokens();
    double sum = 0;
    for (int i = 0; i < tokens.length; i++) {
      int from = Math.max(0, i - order + 1);
      sum -= Math.log(probability(java.util.Arrays.copyOfRange(tokens, from, i), tokens[i]));
    }
    return sum / tokens.length;
  }
}
