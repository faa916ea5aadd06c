package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.text.Corpus;
import dev.gradus.kernel.magic.MagicException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one sequence that a magic looks at: a sample, or a text in the tokens of a corpus.
///
/// @param sequence without a batch dimension
/// @param names of its steps; empty without a text
record SequenceArgument(Tensor sequence, List<String> names) {

  /// Copies the list.
  SequenceArgument {
    names = List.copyOf(names);
  }

  /// The sequence.
  ///
  /// @param word how it was written
  /// @param number of the sample of data
  /// @param text for a corpus
  static SequenceArgument of(
      Object given, String word, int number, @Nullable String text, Model model) {
    var corpus =
        given instanceof Corpus.Split split ? split.test() : given instanceof Corpus c ? c : null;
    if (corpus == null) {
      if (text != null) {
        throw new MagicException(
            "--text is in the tokens of a corpus, but " + word + " is no corpus");
      }
      return new SequenceArgument(SampleArgument.of(given, word, number, model), List.of());
    }
    if (text == null || text.isEmpty()) {
      throw new MagicException("say what to read of " + word + ": --text \"some words\"");
    }
    var tokens = corpus.encode(text);
    int size = corpus.vocabSize();
    boolean oneHot = model.inputShape().rank() == 2;
    var values = new float[oneHot ? tokens.length * size : tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      values[oneHot ? i * size + tokens[i] : i] = oneHot ? 1 : tokens[i];
    }
    var shape = oneHot ? Shape.of(tokens.length, size) : Shape.of(tokens.length);
    var names = Arrays.stream(tokens).mapToObj(corpus.vocabulary()::token).toList();
    return new SequenceArgument(Tensor.of(shape, values), names);
  }
}
