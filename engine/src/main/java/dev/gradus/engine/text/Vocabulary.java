package dev.gradus.engine.text;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The tokens that a model knows, numbered from 0.
///
/// ```java
/// var vocabulary = Vocabulary.count(tokens).minCount(2).maxSize(10_000).special(PAD, UNK).build();
/// ```
public final class Vocabulary {
  /// Fills short sequences.
  public static final String PAD = "<pad>";

  /// Stands for every token that is not in the vocabulary.
  public static final String UNK = "<unk>";

  /// Ends a sentence, and starts the next.
  public static final String EOS = "<eos>";

  private final List<String> tokens;
  private final Map<String, Integer> indices;

  private Vocabulary(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    this.indices = HashMap.newHashMap(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      if (indices.put(tokens.get(i), i) != null) {
        throw new DataException(
            "the token \"" + tokens.get(i) + "\" is in the vocabulary twice. Leave one out.");
      }
    }
    if (tokens.isEmpty()) {
      throw new DataException("a vocabulary needs at least one token. The text is empty.");
    }
  }

  /// These tokens in this order.
  ///
  /// @throws DataException if there is none, or one comes twice
  public static Vocabulary of(List<String> tokens) {
    Given.one("the list of tokens", tokens);
    return new Vocabulary(tokens);
  }

  /// Starts a vocabulary of the tokens of a text.
  public static Counted count(List<String> tokens) {
    Given.one("the list of tokens", tokens);
    var counts = new LinkedHashMap<String, Integer>();
    for (var token : tokens) {
      counts.merge(token, 1, Integer::sum);
    }
    return new Counted(Map.copyOf(counts), 1, Integer.MAX_VALUE, List.of());
  }

  /// A vocabulary being described.
  ///
  /// @param counts how often every token comes
  /// @param atLeast tokens that come less often are left out
  /// @param most the largest size, special tokens included
  /// @param specials tokens that come first, whether they occur or not
  public record Counted(Map<String, Integer> counts, int atLeast, int most, List<String> specials) {

    /// Leaves out tokens that come less often.
    public Counted minCount(int times) {
      return new Counted(counts, times, most, specials);
    }

    /// Keeps the most frequent tokens only.
    public Counted maxSize(int size) {
      return new Counted(counts, atLeast, size, specials);
    }

    /// Tokens that come first, such as [#PAD] and [#UNK].
    public Counted special(String... first) {
      Given.all("value", first);
      return new Counted(counts, atLeast, most, List.of(first));
    }

    /// The vocabulary: special tokens, then the others from the most frequent to the rarest, those
    /// of equal frequency in the order of their characters.
    public Vocabulary build() {
      var order =
          Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
              .reversed()
              .thenComparing(Map.Entry::getKey);
      var all = new ArrayList<>(specials);
      counts.entrySet().stream()
          .filter(e -> e.getValue() >= atLeast && !specials.contains(e.getKey()))
          .sorted(order)
          .limit(Math.max(0, most - specials.size()))
          .forEach(e -> all.add(e.getKey()));
      return new Vocabulary(all);
    }
  }

  /// The number of tokens.
  public int size() {
    return tokens.size();
  }

  /// All tokens in order.
  public List<String> tokens() {
    return tokens;
  }

  /// The token of a number.
  ///
  /// @throws DataException if there is none
  public String token(int index) {
    if (index < 0 || index >= tokens.size()) {
      throw new DataException(
          "there is no token " + index + ": the vocabulary has 0 to " + (tokens.size() - 1) + ".");
    }
    return tokens.get(index);
  }

  /// Whether the token has a number of its own.
  public boolean contains(String token) {
    return indices.containsKey(token);
  }

  /// The number of a token; that of `<unk>` if it is not known.
  ///
  /// @throws DataException if it is not known and there is no `<unk>`
  public int index(String token) {
    var index = indices.getOrDefault(token, indices.get(UNK));
    if (index == null) {
      throw new DataException(
          "the token \""
              + token
              + "\" is not among the "
              + size()
              + " tokens of the vocabulary. Use tokens of the text it was made from, or make the"
              + " vocabulary with "
              + UNK
              + ".");
    }
    return index;
  }

  /// The number of `<unk>`, if it is there.
  public OptionalInt unk() {
    return find(UNK);
  }

  /// The number of `<eos>`, if it is there.
  public OptionalInt eos() {
    return find(EOS);
  }

  /// The number of `<pad>`, if it is there.
  public OptionalInt pad() {
    return find(PAD);
  }

  private OptionalInt find(String token) {
    var index = indices.get(token);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /// The numbers of tokens, one for each in the same order.
  public int[] encode(List<String> text) {
    Given.one("the text", text);
    return text.stream().mapToInt(this::index).toArray();
  }

  /// The tokens of numbers, one for each in the same order.
  ///
  /// @throws DataException if there is no token with a number
  public List<String> decode(int... numbers) {
    Given.one("the numbers", numbers);
    var text = new ArrayList<String>();
    for (int number : numbers) {
      text.add(token(number));
    }
    return List.copyOf(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary v && tokens.equals(v.tokens);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode();
  }

  /// As `27 tokens: e, t, a, ...`.
  @Override
  public String toString() {
    var some = String.join(", ", tokens.subList(0, Math.min(10, size())));
    return size() + " tokens: " + some.replace("\n", "\\n") + (size() > 10 ? ", ..." : "");
  }
}
