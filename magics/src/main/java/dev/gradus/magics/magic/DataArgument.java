package dev.gradus.magics.magic;

import dev.gradus.engine.Model;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.text.Corpus;
import dev.gradus.kernel.magic.MagicException;
import org.jspecify.annotations.Nullable;

/// The data of a magic: a data set, a pair, a text, or a text in two parts.
final class DataArgument {
  /// Rows of a text side by side, as [Model#train(Corpus)] takes them.
  static final int ROWS = 20;

  private DataArgument() {}

  /// Data to train on and, perhaps, data to validate on.
  ///
  /// @param text whether the data are a text
  record Parts(Dataset train, @Nullable Dataset held, boolean text) {
    Parts held(@Nullable Dataset other) {
      return new Parts(train, other, text);
    }
  }

  /// The parts of some data for a model.
  ///
  /// @param word how the data were written
  /// @param rows of a text side by side
  static Parts parts(Object data, String word, Model model, int rows) {
    return switch (data) {
      case DatasetPair pair -> new Parts(pair.train(), pair.test(), false);
      case Dataset all -> new Parts(all, null, false);
      case Corpus corpus -> new Parts(corpus.batches(model, rows), null, true);
      case Corpus.Split split ->
          new Parts(split.train().batches(model, rows), split.test().batches(model, rows), true);
      default ->
          throw new MagicException(
              word
                  + " is a "
                  + data.getClass().getSimpleName()
                  + ", not data. Give a DatasetPair, as %dataset digits declares, a Dataset or a"
                  + " Corpus");
    };
  }

  /// The part to train on.
  static Dataset train(Object data, String word, Model model) {
    return parts(data, word, model, ROWS).train();
  }

  /// The part to test with; all data if there is only one part.
  static Dataset test(Object data, String word, Model model) {
    var parts = parts(data, word, model, ROWS);
    return parts.held() == null ? parts.train() : parts.held();
  }
}
