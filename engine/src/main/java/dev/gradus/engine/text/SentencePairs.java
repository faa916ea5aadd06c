package dev.gradus.engine.text;

import dev.gradus.engine.DataException;
import dev.gradus.engine.data.Sequences;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sentences and what they shall become, for models that turn sequences into sequences. Words are
/// what stands between blanks. Both vocabularies start with `<pad>` (0) and `<eos>` (1).
///
/// Errors: DataException for no pairs, a fraction that leaves a part empty, or a length below 1.
///
/// @param pairs the sentences
/// @param source words of the first sentences
/// @param target words of the second
public record SentencePairs(List<Pair> pairs, Vocabulary source, Vocabulary target) {

  /// A sentence and what it shall become.
  ///
  /// @param source the sentence
  /// @param target what it shall become
  public record Pair(String source, String target) {}

  /// Pairs with the vocabularies of all their words.
  ///
  /// @throws DataException if there is none
  public static SentencePairs of(List<Pair> pairs) {
    Given.one("the pairs of sentences", pairs);
    if (pairs.isEmpty()) {
      throw new DataException("there are no pairs of sentences. Give at least one.");
    }
    return new SentencePairs(
        List.copyOf(pairs),
        vocabulary(pairs.stream().map(Pair::source).toList()),
        vocabulary(pairs.stream().map(Pair::target).toList()));
  }

  private static Vocabulary vocabulary(List<String> sentences) {
    var words = new ArrayList<String>();
    sentences.forEach(s -> words.addAll(words(s)));
    return Vocabulary.count(words).special(Vocabulary.PAD, Vocabulary.EOS).build();
  }

  static List<String> words(String sentence) {
    return List.of(sentence.strip().split("\\s+", -1));
  }

  /// The number of pairs.
  public int size() {
    return pairs.size();
  }

  /// Splits at random into a part to train with and a part to test with; the vocabularies stay.
  ///
  /// @param fraction of the pairs to train with, above 0 and below 1
  /// @return both parts
  public List<SentencePairs> split(double fraction, long seed) {
    int first = (int) Math.round(fraction * size());
    if (first < 1 || first >= size()) {
      throw new DataException(
          "a fraction of "
              + fraction
              + " of "
              + size()
              + " pairs leaves one part empty. Give a number between 0 and 1.");
    }
    var mixed = new ArrayList<Pair>();
    for (int i : new Philox(seed, 0).permutation(size())) {
      mixed.add(pairs.get(i));
    }
    return List.of(
        new SentencePairs(List.copyOf(mixed.subList(0, first)), source, target),
        new SentencePairs(List.copyOf(mixed.subList(first, size())), source, target));
  }

  /// The token numbers of the first sentences, one for each word.
  public List<int[]> sources() {
    return pairs.stream().map(p -> source.encode(words(p.source))).toList();
  }

  /// The token numbers of the second sentences, one for each word.
  public List<int[]> targets() {
    return pairs.stream().map(p -> target.encode(words(p.target))).toList();
  }

  /// Words in the longest first sentence.
  public int sourceLength() {
    return Sequences.longest(sources());
  }

  /// Words in the longest second sentence.
  public int targetLength() {
    return Sequences.longest(targets());
  }

  /// What an encoder reads: the first sentences, `<pad>` before them, [pairs, length].
  public int[] encoderInputs(int length) {
    return Sequences.padFront(sources(), length, 0);
  }

  /// What a decoder reads when the right words are given to it: `<eos>` and the second sentence,
  /// `<pad>` behind, [pairs, length].
  public int[] decoderInputs(int length) {
    return Sequences.pad(shifted(1, 0), length, 0);
  }

  /// What a decoder shall say: the second sentence and `<eos>`, -1 behind, [pairs, length].
  public int[] decoderLabels(int length) {
    return Sequences.pad(shifted(0, 1), length, -1);
  }

  private List<int[]> shifted(int before, int behind) {
    int eos = target.index(Vocabulary.EOS);
    return targets().stream()
        .map(words -> {
          var longer = new int[words.length + 1];
          System.arraycopy(words, 0, longer, before, words.length);
          longer[behind == 0 ? 0 : words.length] = eos;
          return longer;
        })
        .toList();
  }

  /// The sentence of token numbers of the second vocabulary, up to the first `<eos>` or `<pad>`.
  public String decode(int... numbers) {
    Given.one("the numbers", numbers);
    int end = 0;
    while (end < numbers.length && numbers[end] > 1) {
      end++;
    }
    return String.join(" ", target.decode(Arrays.copyOf(numbers, end)));
  }

  /// As `500 pairs, 30 and 45 words`.
  @Override
  public String toString() {
    return size() + " pairs, vocabularies of " + source.size() + " and " + target.size();
  }
}
