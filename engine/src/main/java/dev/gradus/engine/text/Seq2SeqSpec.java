package dev.gradus.engine.text;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Wire;
import dev.gradus.engine.layer.Attention;
import dev.gradus.engine.layer.Concat;
import dev.gradus.engine.layer.Embedding;
import dev.gradus.engine.layer.Gru;
import dev.gradus.engine.layer.Lstm;
import dev.gradus.engine.layer.Recurrent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an encoder-decoder is built, see [Seq2Seq]:
///
/// - encoder: embedding of the source words, padding masked, then the cell over all words;
/// - decoder: embedding of the words said so far, then the same kind of cell from the encoder's
///   last state, then scores of the next word at every step;
/// - with attention between cell and scores: context of the decoder's states over the encoder's
///   states, then tanh(W [context, state]). Source: Luong, Pham, Manning, arXiv 1508.04025, eq. 5.
///
/// Bidirectional: a second cell reads the source backwards. With attention the keys are both
/// states, brought to the cell's size by a dense layer, and the decoder starts from the forward
/// one's last state; without, from a dense layer over both last states.
///
/// Errors: GradusException for less than 1 dimension, or a dropout rate outside 0 <= rate < 1.
///
/// @param dimensions of both embeddings, 32 by default
/// @param cell the recurrent layer of both, as `gru(64)` or `lstm(64)`, by default `gru(64)`
/// @param bothWays whether the encoder reads in both directions; not by default
/// @param scores how the decoder's states and the encoder's are compared; null for no attention,
///   the default
/// @param dropRate dropout of what enters both cells and the scores; 0 by default
public record Seq2SeqSpec(
    int dimensions,
    Recurrent<?> cell,
    boolean bothWays,
    @Nullable Attention scores,
    double dropRate) {

  /// Checks the sizes.
  public Seq2SeqSpec {
    if (dimensions < 1) {
      throw new GradusException(
          "an embedding needs at least 1 dimension, got " + dimensions + ". 32 is a good start.");
    }
    if (!(dropRate >= 0 && dropRate < 1)) {
      throw new GradusException(
          "the dropout rate must be from 0 to below 1, got " + dropRate + ". 0 drops nothing.");
    }
  }

  /// Embeddings of 32 dimensions, `gru(64)`, one direction, no attention, no dropout.
  public Seq2SeqSpec() {
    this(32, new Gru(64), false, null, 0);
  }

  /// The same with other embeddings.
  public Seq2SeqSpec embedding(int size) {
    return new Seq2SeqSpec(size, cell, bothWays, scores, dropRate);
  }

  /// The same with another cell.
  public Seq2SeqSpec cell(Recurrent<?> layer) {
    return new Seq2SeqSpec(dimensions, layer, bothWays, scores, dropRate);
  }

  /// The same with an encoder in both directions.
  public Seq2SeqSpec bidirectional() {
    return new Seq2SeqSpec(dimensions, cell, true, scores, dropRate);
  }

  /// The same with attention by dot products.
  public Seq2SeqSpec attention() {
    return attention(Attention.dot());
  }

  /// The same with attention.
  public Seq2SeqSpec attention(Attention how) {
    return new Seq2SeqSpec(dimensions, cell, bothWays, how, dropRate);
  }

  /// The same with dropout.
  public Seq2SeqSpec dropout(double rate) {
    return new Seq2SeqSpec(dimensions, cell, bothWays, scores, rate);
  }

  /// The model: inputs `source [sourceSteps]` and `target [targetSteps]` of token numbers, 0 is
  /// padding; scores `[targetSteps, targetWords]`. Its layers `encoder`, `decoder` and `attention`
  /// have these names.
  public Model model(int sourceWords, int sourceSteps, int targetWords, int targetSteps) {
    var read = Wire.input("source", sourceSteps);
    var fed = Wire.input("target", targetSteps);
    var source = drop(read.then(new Embedding(sourceWords, dimensions).padding(0)));
    var target = drop(fed.then(new Embedding(targetWords, dimensions).padding(0)));
    var encoded = source.then(cell.states().named("encoder"));
    var decoder = cell.returnSequences();
    var join = decoder.fromState().named("decoder");
    var said = Wire.join(join, target, state(source, encoded));
    var how = scores;
    if (how != null) {
      var found = Wire.join(how.withQueries().named("attention"), said, keys(source, encoded));
      said = found.dense(cell.units()).tanh();
    }
    var out = drop(said).dense(targetWords);
    return Model.of(List.of(read, fed), List.of(out)).named("seq2seq");
  }

  private Wire drop(Wire x) {
    return dropRate > 0 ? x.then(Layers.dropout(dropRate)) : x;
  }

  /// Numbers in the state of a cell.
  private int stateSize() {
    return cell instanceof Lstm ? 2 * cell.units() : cell.units();
  }

  private Wire state(Wire source, Wire encoded) {
    if (!bothWays || scores != null) {
      return encoded.lastStep();
    }
    var back = source.then(cell.reversed());
    return Wire.concat(encoded.lastStep(), back).dense(stateSize()).tanh();
  }

  private Wire keys(Wire source, Wire encoded) {
    if (bothWays) {
      var back = source.then(cell.reversed().returnSequences());
      return Wire.join(new Concat(2), encoded, back).dense(cell.units());
    }
    return cell instanceof Lstm ? encoded.dense(cell.units()) : encoded;
  }
}
