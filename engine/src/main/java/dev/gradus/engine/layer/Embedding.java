package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.IndexSelect;
import dev.gradus.engine.op.MaskOf;
import dev.gradus.engine.random.Philox;
import java.util.Arrays;

/// A learned row of numbers for every word: y = `weight[x]`. Takes indices, whole numbers from 0 to
/// vocabulary - 1 stored as floats: [batch, steps] gives [batch, steps, dimensions], `[batch]`
/// gives [batch, dimensions]. It must be the first layer, since indices have no gradient.
///
/// The row of the padding index, if there is one, is zero and stays zero: it gets no gradient. Of
/// sequences [batch, steps] its steps are masked ([Tensor#mask()]), so that recurrent layers and
/// attention skip them, as Keras' mask_zero; PyTorch's padding_idx does not mask.
///
/// Parameters: `weight` [vocabulary, dimensions], normal with deviation 1 by default, as in
/// PyTorch.
///
/// Errors: GradusException for a vocabulary or dimensions below 1, or a padding index outside the
/// vocabulary; DataException, when it runs, for an index that is not whole or not in the
/// vocabulary.
///
/// Source: Bengio, Ducharme, Vincent, Jauvin, JMLR 3, 2003; `torch.nn.Embedding`, Keras'
/// `Embedding`.
///
/// @param vocabulary number of words
/// @param dimensions numbers of a word
/// @param padding index that stands for no word; -1, the default, for none
/// @param initializer how the weights are drawn; normal(1) by default
public record Embedding(int vocabulary, int dimensions, int padding, Initializer initializer)
    implements LayerSpec {

  /// Checks the sizes.
  public Embedding {
    Sizes.positive("embedding", "a vocabulary", vocabulary);
    Sizes.positive("embedding", "dimensions", dimensions);
    if (padding < -1 || padding >= vocabulary) {
      throw new GradusException(
          "embedding needs a padding index from 0 to "
              + (vocabulary - 1)
              + ", got "
              + padding
              + ". Reserve an index of the vocabulary for it, most often 0.");
    }
  }

  /// Without padding, weights normal with deviation 1.
  public Embedding(int vocabulary, int dimensions) {
    this(vocabulary, dimensions, -1, Initializer.normal(1));
  }

  /// The same with an index that stands for "no word": its row stays zero and its steps are masked.
  public Embedding padding(int index) {
    return new Embedding(vocabulary, dimensions, index, initializer);
  }

  /// The same with weights drawn another way.
  public Embedding initializer(Initializer chosen) {
    return new Embedding(vocabulary, dimensions, padding, chosen);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    var drawn = padding < 0 ? initializer : new ZeroRow(initializer, padding);
    var w = init.parameter("weight", drawn, vocabulary, dimensions);
    var op = new IndexSelect(0, padding);
    if (padding < 0 || input.rank() != 1) {
      return Layer.fixed(x -> Tensor.apply(op, w, x), w);
    }
    var mask = new MaskOf(padding);
    return Layer.fixed(x -> Tensor.apply(op, w, x).withMask(Tensor.apply(mask, x)), w);
  }

  /// Draws a table with a row of zeros.
  ///
  /// @param initializer draws the other rows
  /// @param row index of the row
  record ZeroRow(Initializer initializer, int row) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      initializer.fill(shape, values, random);
      int width = shape.last();
      Arrays.fill(values, row * width, (row + 1) * width, 0f);
    }
  }

  @Override
  public String describe() {
    return "embedding(" + vocabulary + ", " + dimensions + ")";
  }
}
