package dev.gradus.engine.text;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Sequences;
import dev.gradus.engine.internal.Given;
import java.util.Arrays;
import java.util.Locale;

/// A text as the numbers of its tokens, to train and measure language models with. Immutable.
///
/// ```java
/// var corpus = Corpus.characters(text);
/// var lm = Model.sequential(Shape.of(64), embedding(corpus.vocabSize(), 32),
///     lstm(128).returnSequences(), dense(corpus.vocabSize()));
/// lm.train(corpus).epochs(5).run();
/// ```
///
/// Errors: DataException for a text without tokens or too short for what is made of it, a part that
/// is empty or not there, sizes below 1, tokens that are not in a vocabulary without `<unk>`, and a
/// model that takes no tokens.
public final class Corpus {
  private final String name;
  private final Tokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final int[] tokens;

  private Corpus(String name, Tokenizer tokenizer, Vocabulary vocabulary, int[] tokens) {
    this.name = name;
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.tokens = tokens;
  }

  /// A text whose characters are the tokens.
  public static Corpus characters(String text) {
    return of(text, Tokenizer.characters());
  }

  /// A text whose words, in lower case, and punctuation marks are the tokens.
  public static Corpus words(String text) {
    Given.one("the text", text);
    return of(text, Tokenizer.words());
  }

  /// A text with the vocabulary of all its tokens.
  ///
  /// @throws DataException if the text is empty
  public static Corpus of(String text, Tokenizer tokenizer) {
    Given.one("the text", text);
    Given.one("the tokenizer", tokenizer);
    return of(text, tokenizer, Vocabulary.count(tokenizer.tokens(text)).build());
  }

  /// A text with a given vocabulary.
  ///
  /// @throws DataException if a token is not known and there is no `<unk>`, or the text is empty
  public static Corpus of(String text, Tokenizer tokenizer, Vocabulary vocabulary) {
    Given.one("the text", text);
    Given.one("the tokenizer", tokenizer);
    Given.one("the vocabulary", vocabulary);
    return of(tokenizer, vocabulary, vocabulary.encode(tokenizer.tokens(text)));
  }

  static Corpus of(Tokenizer tokenizer, Vocabulary vocabulary, int[] tokens) {
    if (tokens.length == 0) {
      throw new DataException("the text has no tokens. Give a text that is not empty.");
    }
    return new Corpus("corpus", tokenizer, vocabulary, tokens);
  }

  /// The same under another name.
  public Corpus withName(String newName) {
    return new Corpus(newName, tokenizer, vocabulary, tokens);
  }

  /// Another text in the same vocabulary.
  public Corpus with(String text) {
    Given.one("the text", text);
    return of(text, tokenizer, vocabulary);
  }

  /// Its name.
  public String name() {
    return name;
  }

  /// How text is cut.
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /// The tokens that are known.
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /// How many tokens are known.
  public int vocabSize() {
    return vocabulary.size();
  }

  /// How many tokens the text has.
  public int size() {
    return tokens.length;
  }

  /// The numbers of all tokens, one for each in the order of the text (a copy).
  public int[] tokens() {
    return tokens.clone();
  }

  /// The numbers of the tokens of a text, one for each token in order.
  public int[] encode(String text) {
    Given.one("the text", text);
    return vocabulary.encode(tokenizer.tokens(text));
  }

  /// The text of token numbers.
  public String decode(int... numbers) {
    Given.one("the numbers", numbers);
    return tokenizer.text(vocabulary.decode(numbers));
  }

  /// The tokens at positions `from` (inclusive) to `to` (exclusive), with the same vocabulary.
  public Corpus slice(int from, int to) {
    if (from < 0 || to > tokens.length || from >= to) {
      throw new DataException(
          "slice("
              + from
              + ", "
              + to
              + ") is no part of a text of "
              + tokens.length
              + " tokens. Give 0 <= from < to <= "
              + tokens.length
              + ".");
    }
    return new Corpus(name, tokenizer, vocabulary, Arrays.copyOfRange(tokens, from, to));
  }

  /// The beginning of the text to train with and the end to test with.
  ///
  /// @param train how the whole is split
  /// @param test the rest
  public record Split(Corpus train, Corpus test) {}

  /// Splits: the first `fraction` of the tokens, and the rest.
  ///
  /// @param fraction above 0 and below 1
  public Split split(double fraction) {
    int first = (int) Math.round(fraction * tokens.length);
    return new Split(
        slice(0, first).withName(name + " train"),
        slice(first, tokens.length).withName(name + " test"));
  }

  /// The text as batches for a language model: samples of `steps` tokens, each labelled with the
  /// token that follows. The text is cut into `batchSize` rows of equal length; batch k, the
  /// samples k batchSize to (k + 1) batchSize - 1, holds the k-th piece of every row. So sample i
  /// of a batch goes on where sample i of the batch before ended, and a recurrent state can be
  /// carried from batch to batch: train unshuffled, with this batch size. Tokens that do not fill
  /// the rows, or a last piece, are left out.
  ///
  /// Source: Zaremba, Sutskever, Vinyals, "Recurrent neural network regularization", 2014, section
  /// 4.1.
  ///
  /// @throws DataException if the text is too short for one batch
  public Dataset batches(int batchSize, int steps) {
    if (batchSize < 1 || steps < 1) {
      throw new DataException(
          "batches of "
              + batchSize
              + " x "
              + steps
              + " tokens are not possible. Give 1 or more of both.");
    }
    int row = tokens.length / batchSize;
    int pieces = (row - 1) / steps;
    if (row < 2 || pieces < 1) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "a text of %,d tokens is too short for %d rows of at least %d: use fewer rows or"
                  + " fewer steps.",
              tokens.length,
              batchSize,
              steps + 1));
    }
    var inputs = new int[pieces * batchSize * steps];
    var labels = new int[inputs.length];
    for (int piece = 0, at = 0; piece < pieces; piece++) {
      for (int r = 0; r < batchSize; r++, at += steps) {
        int from = r * row + piece * steps;
        System.arraycopy(tokens, from, inputs, at, steps);
        System.arraycopy(tokens, from + 1, labels, at, steps);
      }
    }
    var shape = Shape.of(steps);
    return Dataset.sequences(shape, Sequences.floats(inputs), shape, labels, vocabSize())
        .withName(name)
        .withClassNames(vocabulary.tokens().toArray(String[]::new));
  }

  /// The batches that suit a model: of its number of steps, one-hot if it takes rows of the size of
  /// the vocabulary; every context with its next token if it answers once.
  public Dataset batches(Model model, int batchSize) {
    Given.one("the model", model);
    var in = model.inputShape();
    if (in.rank() == 0) {
      throw new DataException(
          "the model takes single numbers, not [steps] tokens. Start it with Shape.of(steps).");
    }
    boolean once = model.outputShape().rank() < 2;
    var data = once ? contexts(in.dim(0)) : batches(batchSize, in.dim(0));
    return in.rank() == 2 && in.last() == vocabSize() ? data.oneHot(vocabSize()) : data;
  }

  /// Every run of `length` tokens with the one token that follows, in order: for models that answer
  /// once, at the end.
  ///
  /// @throws DataException if the text is not longer than that
  public Dataset contexts(int length) {
    int count = tokens.length - length;
    if (length < 1 || count < 1) {
      throw new DataException(
          "a text of "
              + tokens.length
              + " tokens holds no run of "
              + length
              + " with a token behind it. Give 1 to "
              + (tokens.length - 1)
              + ".");
    }
    var inputs = new float[Math.multiplyExact(count, length)];
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < length; t++) {
        inputs[i * length + t] = tokens[i + t];
      }
    }
    var labels = Arrays.copyOfRange(tokens, length, tokens.length);
    return Dataset.of(Shape.of(length), inputs, labels, vocabSize())
        .withName(name)
        .withClassNames(vocabulary.tokens().toArray(String[]::new));
  }

  /// ln of the probability that a language model gives to a sentence: the sum of the logarithms of
  /// the probabilities of its tokens, each given those before it. With `<eos>` in the vocabulary
  /// the first token is asked for too, after an `<eos>`; else it is given, and the sum starts with
  /// the second.
  ///
  /// @throws DataException if the sentence has no token to ask for
  public double score(Model model, String sentence) {
    Given.one("the sentence", sentence);
    return Arrays.stream(scores(model, sentence)).sum();
  }

  /// The summands of [#score], one for each token that is asked for, in order.
  public double[] scores(Model model, String sentence) {
    Given.one("the sentence", sentence);
    var text = encode(sentence);
    var eos = vocabulary.eos();
    var all = text;
    if (eos.isPresent() && (text.length == 0 || text[0] != eos.getAsInt())) {
      all = new int[text.length + 1];
      all[0] = eos.getAsInt();
      System.arraycopy(text, 0, all, 1, text.length);
    }
    if (all.length < 2) {
      throw new DataException(
          "\"" + sentence + "\" has no token whose probability could be asked for. Add a word.");
    }
    return new NextToken(model, vocabulary).logProbabilities(all);
  }

  /// e to the mean of -ln p over all tokens of this text but the first, each given the model's
  /// whole window before it. Slow for long texts; measure those in [#batches].
  public double perplexity(Model model) {
    Given.one("the model", model);
    var logs = new NextToken(model, vocabulary).logProbabilities(tokens);
    return Math.exp(-Arrays.stream(logs).average().orElse(Double.NaN));
  }

  /// As `corpus: 12,000 tokens, vocabulary of 27`.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s: %,d tokens, vocabulary of %,d", name, tokens.length, vocabSize());
  }
}
