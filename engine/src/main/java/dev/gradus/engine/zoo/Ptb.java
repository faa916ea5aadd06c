package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.embedding;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Optimizers.sgd;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.data.Spelling;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.text.Corpus;
import dev.gradus.engine.train.PtbSchedule;
import dev.gradus.engine.train.Trainer;
import java.util.List;

/// Language models of words on the Penn Treebank: an embedding, two LSTMs that carry their state
/// from batch to batch, dropout between them, scores of every word of the vocabulary. Source:
/// Zaremba, Sutskever, Vinyals, "Recurrent neural network regularization", arXiv:1409.2329, 2014;
/// settings of TensorFlow's `ptb_word_lm.py`.
///
/// With 10,000 words: 4,651,600, 19,775,200 and 66,022,000 parameters; an LSTM has one bias for
/// each gate, as here and in TensorFlow (PyTorch has two).
public final class Ptb {
  /// Words of the preprocessed Penn Treebank.
  public static final int VOCABULARY = 10_000;

  private Ptb() {}

  /// What the source reports: perplexities after the last epoch.
  ///
  /// @param train on the text it was trained on
  /// @param valid on the text for choosing settings
  /// @param test on the text for the final report
  public record Perplexities(double train, double valid, double test) {}

  /// The settings of a model and its training.
  ///
  /// @param name small, medium or large
  /// @param hidden numbers of a word and units of an LSTM
  /// @param layers LSTMs
  /// @param steps words that the gradient goes back
  /// @param keep share that dropout keeps
  /// @param clip largest norm of the gradient of a summed loss; see [#trainer]
  /// @param rate base learning rate
  /// @param schedule when and by how much the rate falls
  /// @param epochs passes over the text
  /// @param init weights are drawn uniformly from -init to init
  /// @param batch sequences side by side
  /// @param reported results of the source
  public record Preset(
      String name,
      int hidden,
      int layers,
      int steps,
      double keep,
      double clip,
      double rate,
      PtbSchedule schedule,
      int epochs,
      double init,
      int batch,
      Perplexities reported) {

    /// The model for a vocabulary.
    public Model model(int vocabulary) {
      var drawn = Initializer.uniform(init);
      var model = Model.input(steps).then(embedding(vocabulary, hidden).initializer(drawn));
      for (int i = 0; i < layers; i++) {
        model = dropped(model).then(memory(drawn));
      }
      return dropped(model).then(dense(vocabulary).initializer(drawn)).named("ptb-" + name);
    }

    private Model dropped(Model model) {
      return keep < 1 ? model.then(dropout(1 - keep)) : model;
    }

    private LayerSpec memory(Initializer drawn) {
      return lstm(hidden)
          .forgetBias(0)
          .initializer(drawn)
          .recurrentInitializer(drawn)
          .returnSequences()
          .stateful();
    }

    /// The training as in the source, to be run. The source's loss is the sum over the steps of a
    /// sequence, Gradus' the mean; the rate is multiplied by the steps and the clipping norm
    /// divided by them, which gives the same steps of gradient descent.
    public Trainer trainer(Model model, Corpus corpus) {
      Given.one("the text", corpus);
      return model
          .train(corpus.batches(batch, steps))
          .batchSize(batch)
          .shuffle(false)
          .optimizer(sgd(rate * steps))
          .schedule(schedule)
          .clipNorm(clip / steps)
          .epochs(epochs);
    }
  }

  /// 200 units: 37.99, 121.39 and 115.91 reported.
  public static Preset small() {
    return new Preset(
        "small",
        200,
        2,
        20,
        1,
        5,
        1,
        PtbSchedule.small(),
        13,
        0.1,
        20,
        new Perplexities(37.99, 121.39, 115.91));
  }

  /// 650 units: 48.45, 86.16 and 82.07 reported.
  public static Preset medium() {
    return new Preset(
        "medium",
        650,
        2,
        35,
        0.5,
        5,
        1,
        PtbSchedule.medium(),
        39,
        0.05,
        20,
        new Perplexities(48.45, 86.16, 82.07));
  }

  /// 1,500 units: 37.87, 82.62 and 78.29 reported.
  public static Preset large() {
    return new Preset(
        "large",
        1500,
        2,
        35,
        0.35,
        10,
        1,
        PtbSchedule.large(),
        55,
        0.04,
        20,
        new Perplexities(37.87, 82.62, 78.29));
  }

  /// All presets, smallest first.
  public static List<Preset> presets() {
    return List.of(small(), medium(), large());
  }

  /// A preset by its name.
  ///
  /// @throws GradusException if there is none
  public static Preset preset(String name) {
    Given.one("the name", name);
    var names = presets().stream().map(Preset::name).toList();
    int at = names.indexOf(name);
    if (at < 0) {
      throw new GradusException(
          "there is no preset "
              + name
              + "; there are small, medium and large."
              + Spelling.nearest(name, names).map(n -> " Did you mean " + n + "?").orElse(""));
    }
    return presets().get(at);
  }
}
