package dev.gradus.engine.text;

import dev.gradus.engine.DataException;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Sequences;
import dev.gradus.engine.inspect.AttentionTrace;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/// An encoder-decoder for pairs of sentences: a recurrent encoder reads the first, a recurrent
/// decoder that starts from the encoder's last state says the second, word by word, until `<eos>`.
///
/// ```java
/// var parts = EnglishFrench.pairs(2000, 1).split(0.9, 1);
/// var translator = Seq2Seq.of(parts.get(0), new Seq2SeqSpec().attention());
/// translator.train(parts.get(0)).optimizer(adam(5e-3)).epochs(20).run();
/// translator.translate("the dog runs")                 // le chien court
/// translator.exactMatch(parts.get(1))
/// ```
///
/// Training feeds the right words to the decoder, shifted by one (teacher forcing); padding does
/// not count in the loss. Translating feeds back what was said; see [SequenceDecoder] for its cost.
///
/// Errors: DataException for a sentence with more words than the model takes, or with words that it
/// does not know; GradusException where attention is asked of a model without.
///
/// Source: Sutskever, Vinyals, Le, arXiv 1409.3215; Cho et al., arXiv 1406.1078; attention:
/// Bahdanau, Cho, Bengio, arXiv 1409.0473.
public final class Seq2Seq {
  private final Model model;
  private final Vocabulary source;
  private final Vocabulary target;
  private final Seq2SeqSpec spec;
  private final int sourceSteps;
  private final int targetSteps;

  private Seq2Seq(SentencePairs pairs, Seq2SeqSpec spec) {
    this.source = pairs.source();
    this.target = pairs.target();
    this.spec = spec;
    this.sourceSteps = pairs.sourceLength();
    this.targetSteps = pairs.targetLength() + 1;
    this.model = spec.model(source.size(), sourceSteps, target.size(), targetSteps);
  }

  /// For sentences at most as long as the longest of these, of the words of their vocabularies.
  public static Seq2Seq of(SentencePairs pairs, Seq2SeqSpec spec) {
    Given.one("the pairs of sentences", pairs);
    Given.one("the settings", spec);
    return new Seq2Seq(pairs, spec);
  }

  /// Without attention; see [Seq2SeqSpec#Seq2SeqSpec()].
  public static Seq2Seq of(SentencePairs pairs) {
    Given.one("the pairs of sentences", pairs);
    return of(pairs, new Seq2SeqSpec());
  }

  /// The network: inputs `source` and `target`, scores at every step.
  public Model model() {
    return model;
  }

  /// Source sentences and shifted target sentences as inputs, target words as labels.
  ///
  /// @throws DataException if a sentence is too long
  public Dataset dataset(SentencePairs pairs) {
    Given.one("the pairs of sentences", pairs);
    check(pairs.sourceLength(), sourceSteps);
    check(pairs.targetLength(), targetSteps - 1);
    var labels = Shape.of(targetSteps);
    var says = pairs.decoderLabels(targetSteps);
    var from = Sequences.floats(pairs.encoderInputs(sourceSteps));
    var fed = Sequences.floats(pairs.decoderInputs(targetSteps));
    int classes = target.size();
    return Dataset.sequences(Shape.of(sourceSteps), from, labels, says, classes)
        .withName("source")
        .beside(Dataset.sequences(labels, fed, labels, says, classes).withName("target"));
  }

  private static void check(int words, int most) {
    if (words > most) {
      throw new DataException(
          "the sentence has "
              + words
              + " words, the model takes at most "
              + most
              + ". Make the model for pairs with longer sentences, or shorten it.");
    }
  }

  /// Starts to describe a training run.
  public Trainer train(SentencePairs pairs) {
    Given.one("the pairs of sentences", pairs);
    return model.train(dataset(pairs));
  }

  /// The sentence that the model says, taking the likeliest word at every step.
  public String translate(String sentence) {
    Given.one("the sentence", sentence);
    return translate(List.of(sentence)).getFirst();
  }

  /// The same for several sentences at once.
  public List<String> translate(List<String> sentences) {
    Given.one("the sentences", sentences);
    return say(sentences, decoder());
  }

  /// A sentence drawn word by word from softmax(scores / temperature).
  ///
  /// @param temperature 0 is [#translate(String)], 1 draws as the model says
  /// @param seed the same seed draws the same sentence
  public String sample(String sentence, double temperature, long seed) {
    Given.one("the sentence", sentence);
    return say(List.of(sentence), decoder().temperature(temperature).seed(seed)).getFirst();
  }

  private SequenceDecoder decoder() {
    return SequenceDecoder.of(model, target);
  }

  private List<String> say(List<String> sentences, SequenceDecoder decoder) {
    return sentences.isEmpty()
        ? List.of()
        : decoder.numbers(encode(sentences)).stream()
            .map(said -> String.join(" ", target.decode(said)))
            .toList();
  }

  private Tensor encode(List<String> sentences) {
    var rows = new ArrayList<int[]>();
    for (var sentence : sentences) {
      var words = SentencePairs.words(sentence);
      check(words.size(), sourceSteps);
      rows.add(source.encode(words));
    }
    var filled = Sequences.floats(Sequences.padFront(rows, sourceSteps, 0));
    return Tensor.of(Shape.of(rows.size(), sourceSteps), filled);
  }

  /// The share of pairs whose first sentence becomes exactly the second.
  public double exactMatch(SentencePairs pairs) {
    Given.one("the pairs of sentences", pairs);
    var said = translate(pairs.pairs().stream().map(SentencePairs.Pair::source).toList());
    int right = 0;
    for (int i = 0; i < pairs.size(); i++) {
      right += said.get(i).equals(pairs.pairs().get(i).target()) ? 1 : 0;
    }
    return (double) right / pairs.size();
  }

  /// Where the decoder looked while it said each word.
  ///
  /// @param source the words of the sentence
  /// @param target the words said, `<eos>` last if it was said
  /// @param weights for each word said one for each word of the sentence; rows sum to 1
  public record Alignment(List<String> source, List<String> target, List<List<Double>> weights) {}

  /// A translation with its attention.
  ///
  /// @throws GradusException if the model has no attention
  public Alignment alignment(String sentence) {
    Given.one("the sentence", sentence);
    if (spec.scores() == null) {
      throw new GradusException(
          "this model has no attention to look at. Make it with new Seq2SeqSpec().attention().");
    }
    var input = encode(List.of(sentence));
    var said = decoder().numbers(input).getFirst();
    var fed = new int[said.length + 1];
    fed[0] = target.index(Vocabulary.EOS);
    System.arraycopy(said, 0, fed, 1, said.length);
    var row = Sequences.floats(Sequences.pad(List.of(fed), targetSteps, 0));
    var trace =
        AttentionTrace.of(model, "attention", input, Tensor.of(Shape.of(1, targetSteps), row));
    var words = SentencePairs.words(sentence);
    var spoken = new ArrayList<>(target.decode(said));
    if (said.length < targetSteps) {
      spoken.add(Vocabulary.EOS);
    }
    var weights = new ArrayList<List<Double>>();
    for (int i = 0; i < spoken.size(); i++) {
      var one = new ArrayList<Double>();
      for (int j = sourceSteps - words.size(); j < sourceSteps; j++) {
        one.add((double) trace.weights().get(0, i, j));
      }
      weights.add(List.copyOf(one));
    }
    return new Alignment(words, List.copyOf(spoken), List.copyOf(weights));
  }

  /// As `seq2seq: 25 to 40 words, at most 7 and 8 in a sentence`.
  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "seq2seq: %d to %d words, at most %d and %d in a sentence",
        source.size(),
        target.size(),
        sourceSteps,
        targetSteps - 1);
  }
}
